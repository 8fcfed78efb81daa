// @ts-check
import { openSession } from '../../dist/index.js'
import { neverAsked } from '../harness/never-asked.js'

/** @param {{ token: string }} input */
export function setUp({ token }) {
  const session = openSession({ token, refresh: neverAsked })
  const operations = 10_000
  const batch = () => {
    let last = ''
    for (let i = 0; i < operations; i++) last = session.token()
    return last
  }
  return { operations, batch, prove: batch, tearDown: () => session.close() }
}
