// @ts-check
import { replay, verify } from '../../dist/index.js'
import { growing } from './growing.js'
import { records } from './records.js'

/** So many records show that every fact and state in them is what the machine decides. */
const verified = 1000

/** @param {number} count */
async function replayed(count) {
  const { version, snapshot } = await replay(records(count))
  const { lastAttempt, generation } = snapshot.context
  return { version, attempts: lastAttempt, generation }
}

async function prove() {
  const { ok, differences } = await verify(records(verified))
  if (!ok) throw new Error(`The records are not what the machine decides: ${JSON.stringify(differences[0])}`)
}

/** @param {{ records: number }} input */
export const setUp = (input) => growing(input.records, replayed, prove)
