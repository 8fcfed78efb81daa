import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initialTransition, transition } from 'xstate'
import { machineVersion, nextDeadlineMs, type TokenEvent, type TokenSnapshot } from '../../src/index.ts'
import { machineOf as factsOnly } from '../../src/machines/facts-only.ts'
import { statePath } from '../../src/machines/state-path.ts'
import type { Policy } from '../../src/machines/token-life.ts'
import { factsOf, type History, histories, machineOf } from '../../src/testing/index.ts'
import {
  deadline,
  demanded,
  ejected,
  failed,
  joined,
  life,
  rejected,
  resumed,
  succeeded,
} from '../properties/say.ts'
import { effectsOf } from './compile/beside-xstate.ts'

// A token of one minute, from 0: its points are 30 000, 45 000 and 60 000.

type Machine = ReturnType<typeof machineOf>

/** What whoever embeds a machine is to do at each step: all but the facts. */
function doings(machine: Machine, { input, events }: Pick<History, 'input' | 'events'>) {
  let [snapshot, actions] = initialTransition(machine, input)
  const steps = [{ snapshot, effects: effectsOf(actions) }]
  for (const event of events) {
    ;[snapshot, actions] = transition(machine, snapshot, event)
    steps.push({ snapshot, effects: effectsOf(actions) })
  }
  return steps.map((step) => ({ ...step, effects: step.effects.filter(({ type }) => type !== 'emit') }))
}

const input = { token: { issuedAtMs: 0, expiresAtMs: 60_000 }, atMs: 0 }
const lastDoings = (policy: Policy, events: readonly TokenEvent[]) =>
  doings(machineOf(policy), { input, events }).at(-1)?.effects
const alarm = (atMs: number | null) => ({ type: 'start', id: 'deadline', src: 'deadline', input: { atMs } })
const noAlarm = { type: 'stop', id: 'deadline' }
const noRefresh = { type: 'stop', id: 'refresh' }
const told = (atMs: number, attempt: number, stage: string, isExpired: boolean) => ({
  type: 'send',
  id: 'refresh',
  event: { type: 'refresh.requested', atMs, attempt, stage, isExpired },
})

describe('a machine that is embedded', () => {
  it('starts with an actor for the refresh, and one for the first deadline', () => {
    for (const policy of ['stay', 'kick'] as const)
      expect(lastDoings(policy, [])).toStrictEqual([
        { type: 'start', id: 'refresh', src: 'refresh', input: undefined },
        alarm(30_000),
      ])
  })

  it('tells the refresh actor of each attempt, and sets the deadline anew', () => {
    expect(lastDoings('stay', [deadline(30_000)])).toStrictEqual([
      noAlarm,
      told(30_000, 1, 'half', false),
      alarm(45_000),
    ])
    expect(lastDoings('kick', [rejected(1), demanded(2)])).toStrictEqual([
      noAlarm,
      told(2, 1, 'demand', true),
      alarm(30_000),
    ])
  })

  it('tells it of an attempt that is made again after a restart', () => {
    expect(lastDoings('stay', [deadline(45_000), resumed(50_000, 1)])).toStrictEqual([
      told(50_000, 2, 'three-quarter', false),
    ])
  })

  it('sets the deadline to the end of the quiet time, even if it has no state to leave for it', () => {
    const quiet = [demanded(1), succeeded(2, 1, life(2, 60_002), { quietUntilMs: 5000 })]
    expect(lastDoings('stay', [...quiet, rejected(3, 1)])).toStrictEqual([noAlarm, alarm(5000)])
    // The demanded attempt took the place of the retry, and its failure says of none: the next point is far.
    const failedOnce = [...quiet, rejected(3, 1), demanded(4), failed(5, 2)]
    expect(lastDoings('stay', failedOnce)).toStrictEqual([noAlarm, alarm(30_002)])
    expect(lastDoings('stay', [...failedOnce, rejected(6, 1)])).toStrictEqual([noAlarm, alarm(5000)])
  })

  it('stops both when it comes to its end', () => {
    expect(lastDoings('kick', [joined(1), deadline(60_000)])).toStrictEqual([noAlarm, noRefresh])
  })

  it('has none left after the last point, but for a retry, and after its end', () => {
    const lastAlarm = (policy: Policy, events: readonly TokenEvent[]) => {
      const { snapshot } = doings(machineOf(policy), { input, events }).at(-1) as { snapshot: TokenSnapshot }
      return nextDeadlineMs(snapshot)
    }
    expect(lastAlarm('stay', [deadline(60_000)])).toBeNull()
    expect(lastAlarm('stay', [deadline(60_000), failed(60_001, 1)])).toBeNull()
    expect(lastAlarm('stay', [deadline(60_000), failed(60_001, 1, { retryAtMs: 61_000 })])).toBe(61_000)
    expect(lastAlarm('kick', [joined(1)])).toBe(30_000)
    expect(lastAlarm('kick', [joined(1), deadline(60_000)])).toBeNull()
    expect(lastAlarm('kick', [joined(1), ejected(2)])).toBeNull()
  })

  it('always has its deadline set to what nextDeadlineMs() says, and tells of what it emits', () =>
    fc.assert(
      fc.property(histories(fc), (history) => {
        let alarmAtMs: unknown = null
        for (const { snapshot, effects } of doings(machineOf(history.policy), history)) {
          for (const effect of effects) {
            if (effect.type === 'stop' && effect.id === 'deadline') alarmAtMs = null
            if (effect.type === 'start' && effect.id === 'deadline')
              alarmAtMs = (effect.input as { atMs: unknown }).atMs
          }
          expect(alarmAtMs).toBe(nextDeadlineMs(snapshot))
        }
      }),
      { numRuns: 60 },
    ))
})

describe('a machine for hosts that act on its facts alone', () => {
  it('starts nobody, and only says what it decides', () => {
    for (const policy of ['stay', 'kick'] as const) {
      const [snapshot, started] = initialTransition(factsOnly[policy], input)
      expect(started).toStrictEqual([])
      const [, actions] = transition(factsOnly[policy], snapshot, deadline(30_000))
      expect(actions.map(({ type }) => type)).toStrictEqual(['xstate.emit', 'tell'])
      const [inConference] = transition(factsOnly[policy], snapshot, joined(1))
      const [ended] = transition(factsOnly[policy], inConference, deadline(60_000))
      expect(statePath(ended.value)).toBe(policy === 'kick' ? 'kicked' : 'expired.requesting')
    }
  })

  it('decides the same, and invokes nobody and tells nobody', () =>
    fc.assert(
      fc.property(histories(fc), (history) => {
        const { policy } = history
        let [embedded] = initialTransition(machineOf(policy), history.input)
        let [bare, actions] = initialTransition(factsOnly[policy], history.input)
        expect(actions).toStrictEqual([])
        for (const event of history.events) {
          const [next, expected] = transition(machineOf(policy), embedded, event)
          embedded = next
          ;[bare, actions] = transition(factsOnly[policy], bare, event)
          expect(factsOf(actions)).toStrictEqual(factsOf(expected))
          expect([bare.value, bare.context, bare.status]).toStrictEqual([
            next.value,
            next.context,
            next.status,
          ])
          // Nothing is done that a host would see but the facts.
          expect(effectsOf(actions).filter(({ type }) => type !== 'emit' && type !== 'action')).toStrictEqual(
            [],
          )
        }
      }),
      { numRuns: 60 },
    ))
})

describe('the names by which others know the machine', () => {
  it('stand in records and checkpoints that were written long ago, and in inspectors', () => {
    expect(machineVersion).toBe('halflife.token/1')
    for (const policy of ['stay', 'kick'] as const) expect(machineOf(policy).id).toBe('halflife.token')
  })
})
