import { span } from '../../../journal/explain/span.ts'

const two = (n: number) => String(n).padStart(2, '0')

/** The time of day where the page is read, as `14:03:00.004`. */
export function clockTime(ms: number): string {
  const date = new Date(ms)
  return `${hourAndMinute(date)}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

/** The same to the second. */
export function clockSecond(ms: number): string {
  const date = new Date(ms)
  return `${hourAndMinute(date)}:${two(date.getSeconds())}`
}

export const clockMinute = (ms: number): string => hourAndMinute(new Date(ms))

const hourAndMinute = (date: Date) => `${two(date.getHours())}:${two(date.getMinutes())}`

/** The day where the page is read, as `2026-11-22`. */
export function day(ms: number): string {
  const date = new Date(ms)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** A time of day; with its day, if that is another than that of the moment which is looked at. */
export const momentsAt =
  (dayMs: number) =>
  (ms: number): string => {
    if (!(Math.abs(ms) <= 8.64e15)) return `${ms} ms`
    return day(ms) === day(dayMs) ? clockTime(ms) : `${day(ms)} ${clockTime(ms)}`
  }

/** How far off a time is, seen from another: `in 12 s`, `3 s ago`. */
export function distance(ms: number, fromMs: number): string {
  const gapMs = ms - fromMs
  if (Math.abs(gapMs) < 1) return 'now'
  return gapMs > 0 ? `in ${span(gapMs)}` : `${span(-gapMs)} ago`
}

/** A countdown that does not jump about: whole seconds, `1:05` from a minute on, and hours and days in words. */
export function countdown(ms: number): string {
  if (ms <= 0) return 'now'
  const seconds = Math.ceil(ms / 1_000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`
  return span(ms)
}
