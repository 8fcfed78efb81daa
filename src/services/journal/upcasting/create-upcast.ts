import { corrupt } from '../errors.ts'
import type { JournalRecord } from '../record.ts'
import { newer } from './newer.ts'
import { type StoredRecord, schemaOf } from './schema.ts'

/** One step, from a schema to the next. Pure: the same record gives the same record, today and in ten years. */
export type Upcaster = (old: StoredRecord) => StoredRecord

/** Reads a record of any schema as one of today's. */
export type Upcast = (stored: unknown) => JournalRecord

/**
 * Chains the steps: a record of schema n goes through the steps n, n + 1, ... until it is of today's. One that is
 * of today's is not touched.
 *
 * @param steps by the schema that each starts from
 */
export function createUpcast(steps: ReadonlyMap<number, Upcaster>, current: number): Upcast {
  return (stored) => {
    const from = schemaOf(stored)
    if (from === current) return stored as JournalRecord
    const { stream, version } = (stored ?? {}) as StoredRecord
    if (from > current)
      throw newer(stream, version, `has schema ${from}; this version reads up to ${current}`)
    let record = stored as StoredRecord
    for (let schema = from; schema !== current; schema++) {
      const step = steps.get(schema)
      if (!step) throw corrupt(stream, version, 'there has never been a schema such as its own')
      // Where a record stands in its stream is not for a step to say.
      record = { ...step(record), stream, version, schema: schema + 1 }
    }
    return record as unknown as JournalRecord
  }
}
