import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InvariantName, PlanOptions, Trace } from '../../src/testing/index.ts'
import { invariants, machineDecider, plans, play, sayings, traces } from '../../src/testing/index.ts'

const holds = (name: InvariantName, options: PlanOptions = {}) => {
  const keepsIt = (trace: Trace) => void expect(invariants[name](trace)).toBeUndefined()
  return fc.assert(fc.property(traces(fc, options), keepsIt), { numRuns: 120 })
}

describe('on every history of the machine', () => {
  it('phase-matches-clock', () => holds('phase-matches-clock'))
  it('never-early', () => holds('never-early'))
  it('truthful-is-expired', () => holds('truthful-is-expired'))
  it('single-flight', () => holds('single-flight'))
  it('attempts-are-numbered', () => holds('attempts-are-numbered'))
  it('wake-collapses', () => holds('wake-collapses'))
  it('late-results-never-harm', () => holds('late-results-never-harm'))
  it('adoption-re-arms', () => holds('adoption-re-arms'))
  it('useless-tokens-are-failures', () => holds('useless-tokens-are-failures'))
  it('storms-are-bounded', () => holds('storms-are-bounded'))
  it('stale-rejections-cost-nothing', () => holds('stale-rejections-cost-nothing'))
  it('kick-kicks', () => holds('kick-kicks', { policy: 'kick' }))
  it('kick-kicks: and stay never does', () => holds('kick-kicks', { policy: 'stay' }))
  it('deadline-beats-result', () => holds('deadline-beats-result'))
  it('the-end-is-the-end', () => holds('the-end-is-the-end'))
  it('time-never-runs-back', () => holds('time-never-runs-back'))
  it('records-are-gapless', () => holds('records-are-gapless', { neverMade: false }))

  it('the-end-is-the-end: whatever a kicked machine is told, it decides nothing', () =>
    fc.assert(
      fc.property(plans(fc, { policy: 'kick' }), fc.array(sayings(fc), { minLength: 1 }), (plan, more) => {
        const toTheEnd = [...plan.intents.map(({ what }) => what), { say: 'conference.ejected' as const }]
        const before = play(machineDecider, {
          ...plan,
          intents: toTheEnd.map((what) => ({ at: { afterMs: 0 }, isAwake: true, what })),
        })
        // No host says anything after the end; should one do it all the same, it does no harm.
        const intents = more.map((what) => ({ at: { afterMs: 60_000 }, isAwake: true, what }))
        const events = play(machineDecider, { ...plan, policy: 'stay', intents }).entries.map(
          ({ event }) => event,
        )
        let state = machineDecider.initial(plan)
        for (const { event } of before.entries) state = machineDecider.decide(state, event).state
        expect(machineDecider.path(state)).toBe('kicked')
        for (const event of events) {
          const after = machineDecider.decide(state, event)
          expect(after.facts).toEqual([])
          expect(machineDecider.path(after.state)).toBe('kicked')
          expect(machineDecider.nextDeadlineMs(after.state)).toBeNull()
          expect(after.state.snapshot.status).toBe('done')
          state = after.state
        }
      }),
    ))
})
