import type { JournalRecord } from '../record.ts'
import { frame, unframe } from './frame.ts'

/** One record in its file. All that was written together, in one go, is there together or not at all. */
export interface Entry {
  /** 1, 2, 3, ... through the whole file. */
  readonly seq: number
  /** Which part of its write it is, from 1 on, and of how many. */
  readonly part: number
  readonly parts: number
  readonly record: JournalRecord
}

/** @param recordText the record as JSON */
export const writeEntry = (seq: number, part: number, parts: number, recordText: string): string =>
  frame(`"seq":${seq},"part":"${part}/${parts}","record":${recordText}`)

/** @returns `undefined` for a line that is damaged */
export function readEntry(line: Buffer): Entry | undefined {
  const { seq, part: place, record } = unframe(line) ?? {}
  const [part, parts] = String(place).split('/').map(Number)
  if (typeof seq !== 'number' || !part || !parts || typeof record !== 'object' || !record) return undefined
  return { seq, part, parts, record: record as JournalRecord }
}
