// @ts-check
import { openSession } from '../../dist/index.js'
import { neverAsked } from '../harness/never-asked.js'

/** @param {{ token: string }} input */
export function setUp({ token }) {
  const session = openSession({ token, refresh: neverAsked })
  const operations = 2000
  const batch = async () => {
    let last = ''
    for (let i = 0; i < operations; i++) last = await session.freshToken()
    return last
  }
  return { operations, batch, prove: batch, tearDown: () => session.close() }
}
