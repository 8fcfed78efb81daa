import { describe, expect, it } from 'vitest'
import {
  checkInvariants,
  type InvariantName,
  invariants,
  machineDecider,
  trace,
} from '../../src/testing/index.ts'
import { input, type Lie } from './lie.ts'
import { liesOfAttempts } from './lies-of-attempts.ts'
import { liesOfStates } from './lies-of-states.ts'

// An invariant that never complains proves nothing. Here each one is shown a history as it should be, then
// the same with one thing wrong; it must complain of the second alone, by the name of the broken promise.

const lies: Record<InvariantName, readonly Lie[]> = { ...liesOfAttempts, ...liesOfStates }

describe('an invariant complains of what breaks it', () => {
  for (const name of Object.keys(invariants) as InvariantName[]) {
    for (const { what, policy = 'stay', overlap, events, spoil } of lies[name]) {
      it(`${name}: ${what}`, () => {
        const opening = { policy, input: overlap ? { ...input, overlap } : input }
        const honest = trace(machineDecider, { ...opening, events })
        if (name !== 'the-end-is-the-end') expect(checkInvariants(honest)).toEqual([])
        const last = honest.entries.at(-1)
        if (!last) throw new Error('a lie needs an event')
        const spoilt = { ...honest, entries: [...honest.entries.slice(0, -1), { ...last, ...spoil(last) }] }
        expect(invariants[name](spoilt)).toMatchObject({ index: events.length - 1 })
        expect(checkInvariants(spoilt).map(({ invariant }) => invariant)).toContain(name)
      })
    }
  }
})
