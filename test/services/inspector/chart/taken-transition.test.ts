import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initialTransition, transition } from 'xstate'
import { statePath } from '../../../../src/machines/state-path.ts'
import { rowOf, silentRowOf } from '../../../../src/services/inspector/chart/rows-of.ts'
import { takenTransition } from '../../../../src/services/inspector/chart/taken-transition.ts'
import { histories, machineOf } from '../../../../src/testing/index.ts'

describe('the transition that a record took', () => {
  for (const policy of ['stay', 'kick'] as const) {
    it(`${policy}: is the one that XState takes, and is drawn`, () => {
      const seen = new Set<string>()
      fc.assert(
        fc.property(histories(fc, { policy }), ({ input, events }) => {
          const machine = machineOf(policy)
          let [snapshot] = initialTransition(machine, input)
          for (const event of events) {
            const [picked] = machine.getTransitionData(snapshot as never, event) ?? []
            const state = statePath(snapshot.value)
            const taken = takenTransition(policy, { state, context: snapshot.context }, event)
            const [next] = transition(machine, snapshot, event)
            if (picked === undefined) {
              expect(taken).toBeNull()
              expect(silentRowOf(state, event)?.then ?? 'nothing').toMatch(/^nothing/)
            } else {
              expect(taken).toMatchObject({
                source: picked.source.path.join('.'),
                event: picked.eventType,
                guard: picked.guard ?? null,
                target: picked.target?.[0]?.path.join('.') ?? null,
                isTaken: true,
              })
              if (taken === null) return
              seen.add(taken.id)
              expect(rowOf(taken)).toBeDefined()
              expect(statePath(next.value)).toBe(taken.target ?? state)
            }
            snapshot = next
          }
        }),
        { numRuns: 150 },
      )
      // It is no proof if nothing happened.
      expect(seen.size).toBeGreaterThan(25)
    })
  }

  it('is none once the participant is kicked', () => {
    const machine = machineOf('kick')
    const [{ context }] = initialTransition(machine, { token: { issuedAtMs: 0, expiresAtMs: 1 }, atMs: 0 })
    const before = { state: 'kicked', context }
    expect(takenTransition('kick', before, { type: 'conference.joined', atMs: 0 })).toBeNull()
  })
})
