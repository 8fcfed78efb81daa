import type { TokenEvent } from '../../../machines/events.ts'
import { isReached } from '../../../machines/points.ts'
import type { Ledger } from '../../traces/ledger.ts'
import { type Mark, marksAhead } from '../marks.ts'
import { appMoves } from './app.ts'
import { type Move, ttlMs } from './move.ts'
import { resultMoves } from './results.ts'

/** A move made. */
export interface Told {
  /** In words. */
  readonly name: string
  readonly atMs: number
  /** `undefined`: time passes, and nobody says anything. */
  readonly event: TokenEvent | undefined
  /** The same at another moment, with no mark in between: it must come to the same. */
  readonly later: TokenEvent | undefined
}

/**
 * `'prompt'`: a host that keeps its promise, and tells of what is due before anything else. `'late'`: one that does
 * not, and tells anything at any time.
 */
export type HostManners = 'prompt' | 'late'

const moves: readonly Move[] = [...resultMoves, ...appMoves]

/** Everything that can happen to who stands there. */
export function* movesFrom(known: Ledger, dueAtMs: number | null, manners: HostManners): Generator<Told> {
  const { atMs } = known
  const ahead = marksAhead(known, dueAtMs)
  const [next] = ahead
  yield timePasses('the time is looked at', atMs, ahead)
  for (const [index, mark] of ahead.entries())
    yield timePasses(`time passes to ${mark.name}`, mark.atMs, ahead.slice(index + 1))
  if (manners === 'late' && next !== undefined)
    yield { name: `nobody looks until ${next.name}`, atMs: next.atMs, event: undefined, later: undefined }

  if (manners === 'prompt' && dueAtMs !== null && isReached(dueAtMs, atMs)) return
  const laterMs = justBefore(atMs, next)
  for (const move of moves) {
    const event = move.event(known, atMs, ahead)
    if (event === undefined) continue
    const later = laterMs === undefined ? undefined : move.event(known, laterMs, ahead)
    yield { name: move.name, atMs, event, later }
  }
}

function timePasses(name: string, atMs: number, [next]: readonly Mark[]): Told {
  const type = 'deadline.reached'
  const laterMs = justBefore(atMs, next)
  return {
    name,
    atMs,
    event: { type, atMs },
    later: laterMs === undefined ? undefined : { type, atMs: laterMs },
  }
}

/** The last millisecond before the next mark; a while later if there is none. */
function justBefore(atMs: number, next: Mark | undefined): number | undefined {
  const laterMs = next === undefined ? atMs + ttlMs : next.atMs - 1
  return laterMs > atMs ? laterMs : undefined
}
