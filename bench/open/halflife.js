// @ts-check
import { openSession } from '../../dist/index.js'
import { neverAsked } from '../harness/never-asked.js'
import { opening } from './opening.js'

/** @param {{ opaque: string }} input */
export const setUp = ({ opaque }) =>
  opening(
    () => openSession({ token: { value: opaque, expiresInSeconds: 3600 }, refresh: neverAsked }),
    (session) => session.close(),
    (session) => session.token(),
  )
