import { theEndIsTheEnd } from './ending.ts'
import { noSecretIsRecorded, recordsAreGapless } from './records.ts'
import { rehydrationIsSleep } from './rehydration.ts'

/** What is asked of sessions that have a journal, or listeners. */
export const sessionPromises = {
  'rehydration-is-sleep': rehydrationIsSleep,
  'records-are-gapless': recordsAreGapless,
  'no-secret-leaves': noSecretIsRecorded,
  'the-end-is-the-end': theEndIsTheEnd,
} as const

export type SessionPromiseName = keyof typeof sessionPromises
