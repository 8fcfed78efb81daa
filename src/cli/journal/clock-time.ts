import { dayAndTime } from '../../services/journal/explain/moment-in-words.ts'

/** A moment in UTC, its day and its time apart: `2026-11-21` and `14:03:00.004`. */
export interface ClockTime {
  readonly day: string
  readonly time: string
}

/** @param atMs ms since the epoch; one that is beyond every calendar has no day */
export function clockTime(atMs: number): ClockTime {
  const [day = '', time = '', zone] = dayAndTime(atMs).split(' ')
  return zone ? { day, time } : { day: '', time: dayAndTime(atMs) }
}
