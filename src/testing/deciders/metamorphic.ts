import type { TokenEvent } from '../../machines/events.ts'
import { isReached } from '../../machines/points.ts'
import { readTrace } from '../traces/ledger.ts'
import { isSameData } from '../traces/same-data.ts'
import type { History, Trace } from '../traces/trace.ts'
import { type Decider, trace } from './decider.ts'

/** Where two runs part that should be the same. */
export interface Parting {
  /** The entry, from 0, by which they differ. */
  readonly index: number
  readonly event: TokenEvent
  /** What the changed history came to, and what it should have come to. */
  readonly actual: unknown
  readonly expected: unknown
}

/** How a decider's runs over a history and over a changed one must be related. */
export interface MetamorphicRelations {
  /** Absolute time means nothing: all times later by `byMs` give the same run, later by `byMs`. */
  shift(history: History, byMs: number): Parting | undefined
  /** Units mean nothing: all times `by` times as long give the same run. For TTLs that are multiples of 4 ms. */
  scale(history: History, by: number): Parting | undefined
  /** Until an end, a rejection or an ejection, stay and kick are the same. */
  stayOrKick(history: History): Parting | undefined
}

/**
 * What must hold between two runs of a decider, whatever one run should come to: it needs no model, and no expected
 * result. Each gives where the two part; nothing: they do not.
 *
 * @example
 * const { shift } = metamorphic(myDecider)
 * fc.assert(fc.property(histories(fc), fc.nat(), (history, byMs) => shift(history, byMs) === undefined))
 */
export function metamorphic<State>(decider: Decider<State>): MetamorphicRelations {
  const retimed = (history: History, moment: Change, duration: Change) =>
    parting(
      trace(decider, retime(history, moment, duration)),
      retime(trace(decider, history), moment, duration),
    )
  return {
    shift: (history, byMs) =>
      retimed(
        history,
        (ms) => ms + byMs,
        (ms) => ms,
      ),
    scale: (history, by) =>
      retimed(
        history,
        (ms) => ms * by,
        (ms) => ms * by,
      ),
    stayOrKick(history) {
      const events = upToAnEnd(trace(decider, { ...history, policy: 'stay' }))
      return parting(
        trace(decider, { ...history, policy: 'kick', events }),
        trace(decider, { ...history, policy: 'stay', events }),
      )
    },
  }
}

type Change = (ms: number) => number

/** The same, with every moment and every duration in it changed: names of both end in `Ms`. */
function retime<T>(value: T, moment: Change, duration: Change): T {
  if (Array.isArray(value)) return value.map((item) => retime(item, moment, duration)) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, field]) => {
    if (typeof field !== 'number' || !key.endsWith('Ms')) return [key, retime(field, moment, duration)]
    return [key, key === 'jitterMs' ? duration(field) : moment(field)]
  })
  return Object.fromEntries(entries) as T
}

function parting(actual: Trace, expected: Trace): Parting | undefined {
  for (const [index, due] of expected.entries.entries()) {
    const entry = actual.entries[index]
    if (!isSameData(entry, due)) return { index, event: due.event, actual: entry, expected: due }
  }
  return undefined
}

function upToAnEnd(stay: Trace): TokenEvent[] {
  const events: TokenEvent[] = []
  for (const { event, before } of readTrace(stay)) {
    const isRejection = event.type === 'api.rejected' && event.generation === before.generation
    const isEnd = event.type === 'conference.ejected' || isReached(before.token.expiresAtMs, event.atMs)
    if (isRejection || isEnd) break
    events.push(event)
  }
  return events
}
