// @ts-check
import { openSession } from '../../dist/index.js'
import { neverAsked } from '../harness/never-asked.js'
import { opening } from './opening.js'

/** @param {{ jwt: string }} input */
export const setUp = ({ jwt }) =>
  opening(
    () => openSession({ token: jwt, refresh: neverAsked }),
    (session) => session.close(),
    (session) => session.token(),
  )
