import { describe, expect, it } from 'vitest'
import {
  checkInvariants,
  type DecisionInvariantName,
  decisionInvariants,
  type InvariantName,
  invariants,
  machineDecider,
  trace,
  unobservedIn,
} from '../../../src/testing/index.ts'
import { input, type Lie, type LieOfHosts } from './lie.ts'
import { liesOfAttempts } from './lies-of-attempts.ts'
import { liesOfHosts } from './lies-of-hosts.ts'
import { liesOfStates } from './lies-of-states.ts'

// An invariant that never complains proves nothing. Here each one is shown a history as it should be, then
// the same with one thing wrong; it must complain of the second alone, by the name of the broken promise.

const lies: Record<DecisionInvariantName, readonly Lie[]> = { ...liesOfAttempts, ...liesOfStates }
const ofHosts: Record<Exclude<InvariantName, DecisionInvariantName>, readonly LieOfHosts[]> = liesOfHosts

describe('an invariant complains of what breaks it', () => {
  for (const name of Object.keys(decisionInvariants) as DecisionInvariantName[]) {
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
  for (const name of Object.keys(ofHosts) as (keyof typeof ofHosts)[]) {
    for (const { what, policy = 'stay', events, seen, spoil, at = events.length - 1 } of ofHosts[name]) {
      it(`${name}: ${what}`, () => {
        const honest = seen(trace(machineDecider, { policy, input, events }))
        expect(unobservedIn(honest)).not.toContain(name)
        expect(checkInvariants(honest)).toEqual([])
        const spoilt = spoil(honest)
        expect(invariants[name](spoilt)).toMatchObject({ index: at })
        expect(checkInvariants(spoilt).map(({ invariant }) => invariant)).toContain(name)
      })
    }
  }
})

describe('an invariant does not pass on what nobody looked at', () => {
  const plain = trace(machineDecider, { policy: 'stay', input, events: [] })

  it('names those that a trace cannot show', () => {
    expect(unobservedIn(plain)).toEqual(Object.keys(ofHosts))
  })

  for (const name of Object.keys(ofHosts) as (keyof typeof ofHosts)[]) {
    it(`${name} says what it needs`, () => {
      expect(() => invariants[name](plain)).toThrow(`${name} cannot be checked: the trace does not say`)
    })
  }
})
