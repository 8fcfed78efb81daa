import { checkRecordedEvent } from './check-event.ts'
import { isFact } from './fact-shape.ts'
import type { JournalRecord } from './record.ts'
import { isMachine, isNewer } from './upcasting/newer.ts'
import { recordSchema, schemaOf } from './upcasting/schema.ts'

type Checks = readonly (readonly [field: string, isRight: (value: unknown) => boolean])[]

const isText = (value: unknown) => typeof value === 'string'

/** What is the same in every schema: where a record belongs. */
const core: Checks = [
  ['stream', isText],
  ['version', (value) => Number.isSafeInteger(value) && (value as number) >= 1],
]

const envelope: Checks = [
  ...core,
  ['atMs', Number.isFinite],
  ['type', isText],
  ['event', (value) => typeof value === 'object' && value !== null],
  ['facts', (value) => Array.isArray(value) && value.every(isFact)],
  ['state', isText],
  ['machine', isMachine],
  ['policy', (value) => value === 'stay' || value === 'kick'],
]

/** A record's first field that is not what it should be; undefined if all are. */
function wrongFieldOf(candidate: unknown, checks: Checks): string | undefined {
  if (typeof candidate !== 'object' || candidate === null) return 'record'
  const record = candidate as Record<string, unknown>
  for (const [field, isRight] of checks) if (!isRight(record[field])) return field
  return undefined
}

/**
 * What is wrong with something that some version may have stored as a record, in words that hold none of it;
 * undefined if nothing is. One of another schema, or of a later machine, must say where it belongs, and no more.
 */
export function storedMalformationOf(candidate: unknown): string | undefined {
  const { machine, position } = (candidate ?? {}) as Record<string, unknown>
  const isOther = schemaOf(candidate) !== recordSchema || isNewer(machine)
  const wrongField = wrongFieldOf(candidate, isOther ? core : envelope)
  if (wrongField) return `its ${wrongField} is not well formed`
  // It says where a record is in one store, and would not be under its hash.
  return position === undefined ? undefined : 'it has a position'
}

/** What is wrong with something read from a journal, in words that hold none of it; undefined for a record. */
export function malformationOf(candidate: unknown): string | undefined {
  const wrongField = wrongFieldOf(candidate, envelope)
  if (wrongField) return `its ${wrongField} is not well formed`
  const { event, type, atMs } = candidate as JournalRecord
  try {
    checkRecordedEvent(event)
  } catch {
    return 'its event is not well formed'
  }
  return type === event.type && atMs === event.atMs
    ? undefined
    : 'the record and its event differ in type or time'
}
