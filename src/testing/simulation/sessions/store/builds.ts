import { createHash } from 'node:crypto'
import { firstPrev, hashedText } from '../../../../services/journal/chain.ts'
import { readEntry, writeEntry } from '../../../../services/journal/jsonl/entry.ts'
import type { JournalRecord } from '../../../../services/journal/record.ts'
import { createUpcast } from '../../../../services/journal/upcasting/create-upcast.ts'
import { recordSchema, type StoredRecord } from '../../../../services/journal/upcasting/schema.ts'

const olderMachine = 'halflife.token/0'
const newerMachine = 'halflife.token/2'
const olderSchema = recordSchema - 1

/** Whether it is a record of the older build. */
export const isOlder = (record: JournalRecord): boolean => record.schema === olderSchema

/** Records of the build before this one, as this one understands them. */
export const upcastOlder = createUpcast(
  new Map([
    [
      olderSchema,
      ({ happened, decided, ...rest }: StoredRecord): StoredRecord => ({
        ...rest,
        event: happened,
        facts: decided,
      }),
    ],
  ]),
  recordSchema,
)

/** A journal's file as a build before this one would have written it: other names, another machine, the same history. */
export function olderFile(content: Buffer): Buffer {
  return rewritten(content, (record) => (isOlder(record) ? record : older(record)))
}

function older({ event, facts, schema: _, ...rest }: JournalRecord): object {
  return {
    ...rest,
    schema: olderSchema,
    happened: event,
    decided: facts,
    machine: olderMachine,
  }
}

/** The same file, its last record written by a build after this one. */
export function newerFile(content: Buffer): Buffer {
  const last = linesOf(content).length - 1
  return rewritten(content, (record, index) =>
    index === last ? { ...record, machine: newerMachine } : record,
  )
}

/** A file whose records are others, chained anew. */
function rewritten(content: Buffer, change: (record: JournalRecord, index: number) => object): Buffer {
  const heads = new Map<string, string>()
  const lines = linesOf(content).map((line, index) => {
    const entry = readEntry(line)
    if (!entry) throw new Error('The file of the simulation is damaged.')
    const { prev: _, hash: __, ...bare } = change(entry.record, index) as JournalRecord
    const { stream } = entry.record
    const prev = heads.get(stream) ?? firstPrev
    const hash = createHash('sha256').update(hashedText(bare, prev)).digest('hex')
    heads.set(stream, hash)
    return writeEntry(entry.seq, entry.part, entry.parts, JSON.stringify({ ...bare, prev, hash }))
  })
  return Buffer.from(lines.join(''))
}

function linesOf(content: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let at = 0; ; ) {
    const end = content.indexOf(10, at)
    if (end < 0) return lines
    lines.push(content.subarray(at, end))
    at = end + 1
  }
}
