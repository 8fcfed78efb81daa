import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createActor } from 'xstate'
import { statePath } from '../../src/machines/state-path.ts'
import { machineDecider, machineOf, step, trace, traces } from '../../src/testing/index.ts'

const runs = { numRuns: 120 }

describe('a history of the machine', () => {
  it('every-prefix-is-legal: any beginning of it replays, to what was decided then', () =>
    fc.assert(
      fc.property(traces(fc), fc.nat(100), ({ policy, input, entries }, part) => {
        const length = Math.round((entries.length * part) / 100)
        const events = entries.slice(0, length).map(({ event }) => event)
        expect(trace(machineDecider, { policy, input, events }).entries).toStrictEqual(
          entries.slice(0, length),
        )
      }),
      runs,
    ))

  it('fold-is-live: a running actor comes to the same state, and emits the same facts', () =>
    fc.assert(
      fc.property(traces(fc), ({ policy, input, entries }) => {
        const facts: unknown[] = []
        const actor = createActor(machineOf(policy), { input })
        actor.on('*', (fact) => void facts.push(fact))
        actor.start()
        let at = 0
        for (const { event, facts: expected, state } of entries) {
          actor.send(event)
          expect(facts.slice(at)).toEqual(expected)
          at = facts.length
          expect(statePath(actor.getSnapshot().value)).toBe(state)
        }
        actor.stop()
      }),
      runs,
    ))

  it('rehydration-is-sleep: stored as JSON and restored, it goes on as if it had never been away', () =>
    fc.assert(
      fc.property(traces(fc), fc.nat(100), ({ policy, input, entries }, part) => {
        const cut = Math.round((entries.length * part) / 100)
        const machine = machineOf(policy)
        let state = machineDecider.initial({ policy, input })
        for (const { event } of entries.slice(0, cut)) state = machineDecider.decide(state, event).state
        const stored = JSON.stringify(machine.getPersistedSnapshot(state.snapshot))
        const restored = createActor(machine, { input, snapshot: JSON.parse(stored) })
        const snapshot = restored.getSnapshot()
        expect(JSON.stringify(machine.getPersistedSnapshot(snapshot))).toBe(stored)

        state = { policy, snapshot }
        for (const entry of entries.slice(cut)) {
          const next = step(machineDecider, state, entry.event)
          state = next.state
          expect(next.entry).toStrictEqual(entry)
        }
      }),
      runs,
    ))
})
