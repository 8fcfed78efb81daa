import type { Policy } from 'halflife'
import { describe, expect, it } from 'vitest'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import { type Call, embed, hourMs, startMs, told } from './setting.ts'

const points = [30_000, 45_000, 60_000]
const stages = ['half', 'three-quarter', 'expiry'] as const

/** How to get into each state; when its next deadline is, ms after the start; and what is done by then. */
const states: [state: string, nextMs: number, handled: number, lead: (world: World) => Promise<void>][] = [
  ['valid.idle', 30_000, 0, async ({ clock }) => clock.advanceAsync(10_000)],
  ['refreshing-half.requesting', 45_000, 1, async ({ clock }) => clock.advanceAsync(30_000)],
  ['refreshing-half.idle', 30_750, 1, async (world) => failing(world, 30_000)],
  ['refreshing-three-quarter.requesting', 60_000, 2, async ({ clock }) => clock.advanceAsync(45_000)],
  ['refreshing-three-quarter.idle', 45_750, 2, async (world) => failing(world, 45_000)],
  ['expired.requesting', Infinity, 3, async ({ clock }) => clock.advanceAsync(60_000)],
  ['expired.idle', 60_750, 3, async (world) => failing(world, 60_000)],
]
type World = ReturnType<typeof embed>

/** The newest attempt fails at that moment, and is to be made again 750 ms later. */
async function failing({ clock, calls }: World, atMs: number): Promise<void> {
  await clock.advanceAsync(atMs)
  await calls.at(-1)?.fail()
}

/** The machine, persisted in a state, and made anew by another process at that moment. */
async function restore(policy: Policy, state: string, lead: (world: World) => Promise<void>, atMs: number) {
  const before = embed({ policy })
  if (policy === 'kick') before.say({ type: 'conference.joined' })
  await lead(before)
  expect(before.state).toBe(state)
  const snapshot = before.persist()
  before.actor.stop()
  const clock = new TestClock(startMs + atMs)
  return { before, after: embed({ policy, clock, snapshot }) }
}

describe.each(['stay', 'kick'] as const)('a machine that is persisted and restored, policy %s', (policy) => {
  const reachable = states.filter(([state]) => policy === 'stay' || !state.startsWith('expired'))
  describe.each(reachable)('in %s', (state, nextMs, handled, lead) => {
    const isIdle = state.endsWith('idle')
    const due = nextMs === Infinity ? 2 * hourMs : nextMs

    it.each([
      ['before its next deadline', -1],
      ['at its next deadline', 0],
      ['after it, and before the one that follows', 100],
      ['long after all of them', hourMs],
      ['years later', 3 * 365 * 24 * hourMs],
    ])('%s does what is due, once', async (_, offsetMs) => {
      const nowMs = due + offsetMs
      const { before, after } = await restore(policy, state, lead, nowMs)
      const lastAttempt = before.context.lastAttempt
      await after.clock.advanceAsync(0)

      const passed = points.filter((point) => point <= nowMs).length
      const isKick = policy === 'kick' && passed === 3
      const isPoint = passed > handled
      const isRetry = isIdle && !isPoint && nextMs <= nowMs
      const stage = isPoint ? stages[passed - 1] : 'retry'
      const isMade = (isPoint || isRetry) && !isKick
      expect(told(after.calls)).toEqual(isMade ? [[lastAttempt + 1, stage, nowMs >= 60_000]] : [])
      expect(after.state === 'kicked').toBe(isKick)
      expect(after.heard.filter(({ type }) => type === 'participant.kicked')).toHaveLength(isKick ? 1 : 0)
      if (isKick) expect(after.clock.armed).toBe(0)
    })

    it('goes on to its next deadline, if it was restored before it', async () => {
      if (nextMs === Infinity) return
      const { before, after } = await restore(policy, state, lead, nextMs - 1)
      await after.clock.advanceAsync(0)
      expect(after.calls).toEqual([])
      expect(after.state).toBe(state)
      expect(after.context).toEqual(before.context)
      await after.clock.advanceAsync(1)
      const stage = stages[points.indexOf(nextMs)] ?? 'retry'
      const isKick = policy === 'kick' && stage === 'expiry'
      expect(after.calls.map((made: Call) => made.stage)).toEqual(isKick ? [] : [stage])
      expect(after.state === 'kicked').toBe(isKick)
    })

    it('goes on from its own time, if the new process’s clock is behind', async () => {
      if (nextMs === Infinity) return
      const { before, after } = await restore(policy, state, lead, -24 * hourMs)
      await after.clock.advanceAsync(0)
      expect(after.state).toBe(state)
      expect(after.calls).toEqual([])
      await after.clock.advanceAsync(nextMs - (before.context.atMs - startMs) - 1)
      expect(after.calls).toEqual([])
      await after.clock.advanceAsync(1)
      expect(
        after.calls.length + after.heard.filter(({ type }) => type === 'participant.kicked').length,
      ).toBe(1)
    })
  })
})

describe('a machine that was kicked, restored', () => {
  it('is still out: it has no timer, calls nobody and hears nothing', async () => {
    const before = embed({ policy: 'kick' })
    before.say({ type: 'conference.ejected' })
    const after = embed({
      policy: 'kick',
      clock: new TestClock(startMs + hourMs),
      snapshot: before.persist(),
    })
    after.say({ type: 'refresh.demanded' })
    await after.clock.advanceAsync(hourMs)
    expect(after.state).toBe('kicked')
    expect(after.actor.getSnapshot().status).toBe('done')
    expect([after.calls, after.heard, after.clock.armed]).toEqual([[], [], 0])
  })
})
