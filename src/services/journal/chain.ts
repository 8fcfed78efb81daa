import { canonicalJson } from './canonical-json.ts'
import type { JournalRecord } from './record.ts'
import { sha256 } from './sha256.ts'

/** What the first record of a stream has in the place of its forerunner's hash. */
export const firstPrev = '0'.repeat(64)

/**
 * What a record's hash is over: the record as it is stored, with its forerunner's hash and without its own, as
 * canonical JSON. The `position` that `readAll` adds is no part of a record.
 *
 * @param prev the hash of the record before it in its stream; `firstPrev` for the first
 * @throws HalflifeError `ERR_JOURNAL_CORRUPT` for what is not JSON
 */
export function hashedText(record: JournalRecord, prev: string): string {
  // Not `{ ...record, prev }`: where members are replaced, that takes ten times as long.
  return canonicalJson(Object.assign({}, record, { prev, hash: undefined, position: undefined }))
}

/**
 * A record's place in the chain of its stream: SHA-256, in lower-case hex. Whoever changes, removes, inserts or
 * swaps records has to make every hash after them anew.
 */
export async function hashOf(record: JournalRecord, prev: string): Promise<string> {
  return sha256(hashedText(record, prev))
}
