import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Decider,
  type History,
  histories,
  type MetamorphicRelations,
  type ModelState,
  metamorphic,
  modelDecider,
  type Parting,
} from '../../../src/testing/index.ts'

/** The model, but for what comes of some of its facts. */
const wrong = (decide: Decider<ModelState>['decide']) => metamorphic({ ...modelDecider, decide })

const sample = fc.sample(histories(fc, { ttlMultipleOf: 4 }), { seed: 42, numRuns: 50 })

/** Where some history of many shows that a relation does not hold. */
function found(
  relations: MetamorphicRelations,
  by: (relations: MetamorphicRelations, history: History) => Parting | undefined,
): Parting | undefined {
  for (const history of sample) {
    const parting = by(relations, history)
    if (parting) return parting
  }
  return undefined
}

const shift = (relations: MetamorphicRelations, history: History) => relations.shift(history, 1)
const scale = (relations: MetamorphicRelations, history: History) => relations.scale(history, 60)
const stayOrKick = (relations: MetamorphicRelations, history: History) => relations.stayOrKick(history)

describe('a metamorphic relation', () => {
  it('finds who goes by absolute time', () => {
    const relations = wrong((state, event) => {
      const decided = modelDecider.decide(state, event)
      return event.atMs % 2 === 0 ? decided : { ...decided, facts: [] }
    })
    expect(found(relations, shift)).toMatchObject({ index: expect.any(Number), actual: {}, expected: {} })
  })

  it('finds who goes by a unit of time', () => {
    const relations = wrong((state, event) => {
      const decided = modelDecider.decide(state, event)
      const { issuedAtMs, expiresAtMs } = state.token
      return expiresAtMs - issuedAtMs < 60_000 ? { ...decided, facts: [] } : decided
    })
    expect(found(relations, shift)).toBeUndefined()
    expect(found(relations, scale)).toBeDefined()
  })

  it('finds who makes a difference of the policy too early', () => {
    const relations = wrong((state, event) => {
      const decided = modelDecider.decide(state, event)
      const isDeaf = state.policy === 'kick' && event.type === 'refresh.demanded'
      return isDeaf ? { state, facts: [] } : decided
    })
    expect(found(relations, scale)).toBeUndefined()
    expect(found(relations, stayOrKick)).toMatchObject({ event: { type: 'refresh.demanded' } })
  })
})
