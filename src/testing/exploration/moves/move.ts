import type { TokenEvent } from '../../../machines/events.ts'
import type { Ledger } from '../../traces/ledger.ts'
import type { Mark } from '../marks.ts'

/** One thing that may happen, whatever the numbers are. */
export interface Move {
  /** In words: `attempt in flight fails, retry soon`. */
  readonly name: string
  /** What is told at that time; `undefined`: it cannot happen there. */
  event(known: Ledger, atMs: number, ahead: readonly Mark[]): TokenEvent | undefined
}

/** How long a token of the exploration lives: points at 30 000, 45 000 and 60 000. */
export const ttlMs = 60_000

/** Where a moment is placed that the host chooses. */
export type Place = 'at once' | 'soon' | 'at the next point' | 'late'

/**
 * The moment: `soon` lies before whatever else is ahead, `late` after all of it.
 *
 * @returns `undefined`: there is no such place
 */
export function placed(place: Place, atMs: number, pointMs: number | undefined, ahead: readonly Mark[]) {
  switch (place) {
    case 'at once':
      return atMs
    case 'soon': {
      const gapMs = (ahead[0]?.atMs ?? atMs + ttlMs) - atMs
      return gapMs < 2 ? undefined : atMs + Math.floor(gapMs / 2)
    }
    case 'at the next point':
      return pointMs
    case 'late':
      return Math.max(atMs, ahead.at(-1)?.atMs ?? atMs) + ttlMs
  }
}

/** Tokens as they arrive: in words, how old each is, and how much later its half and three quarters come. */
export const arrivals = {
  fresh: { words: 'a fresh token', ageMs: 0, jitterMs: 0 },
  jittered: { words: 'a fresh token with jitter', ageMs: 0, jitterMs: ttlMs / 10 },
  /** As the lives of a few milliseconds, whose points are rounded to one. */
  crowded: { words: 'a token whose points fall together', ageMs: 0, jitterMs: ttlMs / 2 },
  half: { words: 'a token with half of its life behind it', ageMs: ttlMs / 2, jitterMs: 0 },
  'three-quarter': { words: 'a token in its last quarter', ageMs: (ttlMs * 3) / 4, jitterMs: 0 },
  dead: { words: 'a dead token', ageMs: ttlMs, jitterMs: 0 },
} as const

/** How a token arrives. */
export type Arrival = keyof typeof arrivals

/** That token, arriving now. A dead one ends in this very millisecond. */
export function tokenOf(arrival: Arrival, atMs: number) {
  const { ageMs, jitterMs } = arrivals[arrival]
  const life = { issuedAtMs: atMs - ageMs, expiresAtMs: atMs - ageMs + ttlMs }
  return jitterMs === 0 ? life : { ...life, jitterMs }
}
