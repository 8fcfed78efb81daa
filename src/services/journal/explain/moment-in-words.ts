/** A moment as text. */
export type InWords = (atMs: number) => string

/** The last moment that a `Date` can be. */
const lastMs = 8.64e15

/** A moment with its day, in UTC: `2026-11-21 14:03:00.004 UTC`. */
export function dayAndTime(atMs: number): string {
  // A date counts whole milliseconds.
  if (!(Math.abs(atMs) <= lastMs)) return `${atMs} ms`
  return `${new Date(atMs).toISOString().replace('T', ' ').replace('Z', '')} UTC`
}

/** The moments of a story: those of the day that it is about without their day, as `14:03:00.004`. */
export function momentsOf(dayMs: number): InWords {
  const [today] = dayAndTime(dayMs).split(' ')
  return (atMs) => {
    const [day, time = '', zone] = dayAndTime(atMs).split(' ')
    return day === today && zone ? time : dayAndTime(atMs)
  }
}
