import type { TokenEvent } from '../../../src/machines/events.ts'
import type { Opening, Trace, TraceEntry } from '../../../src/testing/index.ts'
import { life } from '../../properties/say.ts'

export const input: Opening['input'] = { token: life(0, 60_000), atMs: 0 }
export const fresh = life(31_000, 91_000)

export interface Lie {
  readonly what: string
  readonly policy?: Opening['policy']
  readonly overlap?: 'join'
  readonly events: readonly TokenEvent[]
  /** Makes the last entry a lie. */
  readonly spoil: (last: TraceEntry) => Partial<TraceEntry>
}

/** A lie about what was observed, beside events, facts and states. */
export interface LieOfHosts extends Pick<Lie, 'what' | 'policy' | 'events'> {
  /** What was seen, as it should be. */
  readonly seen: (trace: Trace) => Trace
  /** Makes a lie of that. */
  readonly spoil: (trace: Trace) => Trace
  /** Which entry is blamed. Default: the last. */
  readonly at?: number
}

/** Says more of the last entry. */
export const ofLast =
  (more: (last: TraceEntry) => Partial<TraceEntry>) =>
  (trace: Trace): Trace => ({
    ...trace,
    entries: trace.entries.map((entry, index) =>
      index === trace.entries.length - 1 ? { ...entry, ...more(entry) } : entry,
    ),
  })

/** Says more of the whole. */
export const ofAll =
  (more: Partial<Trace>) =>
  (trace: Trace): Trace => ({ ...trace, ...more })

export const request = (
  attempt: number,
  stage: 'half' | 'three-quarter' | 'retry' | 'demand',
  isExpired = false,
) => ({ type: 'refresh.requested', attempt, stage, isExpired }) as const

export const withFacts =
  (...facts: readonly object[]): Lie['spoil'] =>
  ({ event }) => ({
    facts: facts.map((fact) => ({ atMs: event.atMs, ...fact })) as unknown as TraceEntry['facts'],
  })

export const inState =
  (state: string): Lie['spoil'] =>
  () => ({ state })

export const both =
  (...spoils: readonly Lie['spoil'][]): Lie['spoil'] =>
  (last) =>
    Object.assign({}, ...spoils.map((spoil) => spoil(last)))

export const told =
  (event: TokenEvent): Lie['spoil'] =>
  () => ({ event })
