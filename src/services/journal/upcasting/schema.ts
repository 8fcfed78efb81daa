/** The shape of the records that this version writes. It stands in a record as `schema`; 1 does not. */
export const recordSchema = 1

/**
 * A record as some version stored it. Of its fields these are the same in every schema: a stream's order and its
 * chain can be checked by a version that understands nothing else of it.
 */
export interface StoredRecord {
  readonly schema?: number
  readonly stream: string
  readonly version: number
  readonly prev?: string
  readonly hash?: string
  readonly [field: string]: unknown
}

/** The schema of something read from a journal. What is no number is no schema of ours. */
export function schemaOf(stored: unknown): number {
  const { schema = 1 } = (stored ?? {}) as { schema?: unknown }
  return typeof schema === 'number' ? schema : NaN
}
