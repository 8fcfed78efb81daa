import type { TokenEvent } from '../../src/machines/events.ts'
import type { Opening, TraceEntry } from '../../src/testing/index.ts'
import { life } from '../properties/say.ts'

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
