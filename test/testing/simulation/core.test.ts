import { describe, expect, it } from 'vitest'
import type { TokenFact } from '../../../src/machines/facts.ts'
import {
  type CompiledMachineState,
  type CorePromise,
  compiledDecider,
  coreLives,
  coveredEvents,
  coveredStates,
  faultsOf,
  plantedBugs,
  reachableCells,
  type SimulationResult,
  type StorableDecider,
  simulate,
} from '../../../src/testing/index.ts'

type Wrong = Partial<StorableDecider<CompiledMachineState>>

/** The machine, with something wrong about it. */
const wrong = (how: (real: StorableDecider<CompiledMachineState>) => Wrong) => () => {
  const real = compiledDecider()
  return { ...real, ...how(real) }
}

const run = (decider?: () => StorableDecider<CompiledMachineState>, years = 1, seed = 42) =>
  simulate({ years, seed, live: coreLives(decider ? { decider } : {}) })

const plain = ({ coverage, ...rest }: SimulationResult) => ({ ...rest, counts: [...coverage.counts] })

describe('the simulation of the core', () => {
  it('finds nothing wrong with the machine, and has looked', async () => {
    const result = await run(undefined, 2)
    expect(result.breach).toBeUndefined()
    expect(result.simulatedMs).toBe(2 * 365 * 86_400_000)
    for (const [promise, count] of Object.entries(result.checks))
      expect([promise, count > 0]).toEqual([promise, true])
  })

  it('is the same for the same seed, and another for another', async () => {
    const [one, same, other] = await Promise.all([
      run(undefined, 0.3),
      run(undefined, 0.3),
      run(undefined, 0.3, 43),
    ])
    expect(plain(same)).toEqual(plain(one))
    expect(plain(other)).not.toEqual(plain(one))
  })

  it('is the same, lived as a whole or in parts', async () => {
    const live = coreLives()
    const whole = await simulate({ years: 0.4, seed: 1, live })
    const parts = await Promise.all(
      [[0, 2] as const, [2, 5] as const].map((lives) => simulate({ years: 0.4, seed: 1, live, lives })),
    )
    expect(parts.reduce((sum, { steps }) => sum + steps, 0)).toBe(whole.steps)
    expect(parts.reduce((sum, { simulatedMs }) => sum + simulatedMs, 0)).toBe(whole.simulatedMs)
  })

  it('covers what it says: counts add up, nothing is counted that cannot be, and most of what can be is', async () => {
    const { coverage, steps } = await run(undefined, 3)
    const cells = reachableCells('core')
    const counted = cells.map(({ state, event, fault }) => coverage.seen(state, event, fault))
    const everywhere = [...coverage.counts].reduce((sum, count) => sum + count, 0)
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(everywhere)
    expect(everywhere).toBeGreaterThanOrEqual(steps)
    expect(counted.filter((count) => count > 0).length / cells.length).toBeGreaterThan(0.75)
    expect(coveredStates.length * coveredEvents.length * faultsOf('core').length).toBeGreaterThan(
      cells.length,
    )
  })
})

describe('it bites: what is wrong is found, and named', () => {
  /** Takes the part of a machine that goes on for ever, as if a token had never been asked for. */
  const onEvent = (
    type: string,
    change: (
      decided: { state: CompiledMachineState; facts: readonly TokenFact[] },
      before: CompiledMachineState,
    ) => {
      state: CompiledMachineState
      facts: readonly TokenFact[]
    },
  ) =>
    wrong((real) => ({
      decide: (state, event) => {
        const decided = real.decide(state, event)
        return event.type === type ? change(decided, state) : decided
      },
    }))

  const inContext = (state: CompiledMachineState, change: object): CompiledMachineState => ({
    ...state,
    compiled: { ...state.compiled, context: { ...state.compiled.context, ...change } },
  })

  const bugs: readonly [CorePromise, string, () => StorableDecider<CompiledMachineState>][] = [
    [
      'never-throws',
      'throws at a rejection',
      onEvent('api.rejected', () => {
        throw new TypeError('not a function')
      }),
    ],
    [
      'as-the-table',
      'forgets the backoff',
      onEvent('refresh.failed', ({ state, facts }) => ({
        state: inContext(state, { retryAtMs: null }),
        facts,
      })),
    ],
    [
      'rehydration-is-sleep',
      'loses the conference in the store',
      wrong((real) => ({
        restore: (text) => inContext(real.restore(text), { isInConference: false }),
      })),
    ],
    [
      'rehydration-is-sleep',
      'counts from the restart',
      wrong((real) => ({
        restore: (text) => {
          const state = real.restore(text)
          const { expiresAtMs } = state.compiled.context
          return inContext(state, { expiresAtMs: expiresAtMs + 60_000 })
        },
      })),
    ],
    [
      'fold-is-live',
      'remembers something beside its state',
      () => {
        const real = compiledDecider()
        let told = 0
        return {
          ...real,
          decide: (state, event) => {
            const { state: next, facts } = real.decide(state, event)
            return { state: inContext(next, { claimedExpMs: told++ }), facts }
          },
        }
      },
    ],
    [
      'truthful-is-expired',
      'says isExpired always',
      wrong((real) => ({
        decide: (state, event) => {
          const { state: next, facts } = real.decide(state, event)
          return {
            state: next,
            facts: facts.map((fact) =>
              fact.type === 'refresh.requested' ? { ...fact, isExpired: true } : fact,
            ),
          }
        },
      })),
    ],
  ]

  it.each(bugs)('%s: %s', async (promise, _, decider) => {
    const { breach } = await run(decider)
    expect(breach?.invariant).toBe(promise)
    expect(breach?.history.length).toBeLessThanOrEqual(6)
  })

  it('planted machines are found by the promise that they break, in a history of a few lines', async () => {
    for (const name of ['boundary-missed', 'late-result-adopted', 'kick-forgotten']) {
      const bug = plantedBugs.find((planted) => planted.name === name)
      if (bug?.kind !== 'machine') throw new Error(`${name} is no machine`)
      const { breach } = await run(() => compiledDecider(bug.createTokenMachine))
      expect([name, breach?.invariant]).toEqual([name, bug.breaks])
      expect(breach?.history.length).toBeLessThanOrEqual(6)
    }
  })

  it('the life of a failing run fails alone, byte for byte', async () => {
    const decider = onEvent('conference.left', ({ facts }, before) => ({ state: before, facts }))
    const { breach } = await run(decider)
    const life = breach?.life ?? -1
    const alone = await simulate({
      years: 1,
      seed: 42,
      live: coreLives({ decider }),
      lives: [life, life + 1],
    })
    expect(alone.breach).toEqual(breach)
  })
})
