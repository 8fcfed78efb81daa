import { HalflifeError } from '../../errors.ts'
import { linesOf, type TextChunks } from './import-lines.ts'
import type { JournalRecord } from './record.ts'
import { storedMalformationOf } from './record-shape.ts'

/**
 * The records that `exportJsonl` wrote, as they were stored: one JSON object a line, every line ended by a line
 * feed. What was exported, imported and exported again is the same, byte for byte. Records of any schema are read;
 * to understand them is for who reads on.
 *
 * @param text the whole text, or its pieces, cut anywhere: strings, or bytes in UTF-8, as a file's stream gives them
 * @throws HalflifeError `ERR_JOURNAL_CORRUPT`, with the number of the line, for one that is torn or no record
 * @example for await (const record of importJsonl(createReadStream('journal.jsonl'))) ...
 */
export async function* importJsonl(text: string | TextChunks): AsyncGenerator<JournalRecord> {
  let number = 0
  for await (const { line, isTorn } of linesOf(typeof text === 'string' ? [text] : text)) {
    number++
    if (isTorn) throw corruptLine(number, 'is torn: no line feed ends it')
    yield readLine(line, number)
  }
}

function readLine(line: string, number: number): JournalRecord {
  let candidate: unknown
  try {
    candidate = JSON.parse(line)
  } catch {
    throw corruptLine(number, 'is not JSON')
  }
  const malformation = storedMalformationOf(candidate)
  if (malformation) throw corruptLine(number, `is no record: ${malformation}`)
  return candidate as JournalRecord
}

/** What the line holds is not said: it might be a secret. */
const corruptLine = (number: number, what: string) =>
  new HalflifeError('ERR_JOURNAL_CORRUPT', `Line ${number} ${what}.`)
