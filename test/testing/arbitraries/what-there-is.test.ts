import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openSession } from '../../../src/index.ts'
import {
  type ClockStep,
  callbacks,
  clockOf,
  clocks,
  follow,
  LeakDetector,
  Mint,
  passTime,
  type Schedule,
  schedules,
  settle,
  TestClock,
  tokens,
  uselessTokens,
} from '../../../src/testing/index.ts'

const sampled = <T>(arbitrary: fc.Arbitrary<T>, numRuns = 400) => fc.sample(arbitrary, { seed: 42, numRuns })

describe('tokens', () => {
  it('are of every form, alive and dead, right and wrong dated, and useless in every way', () => {
    const recipes = sampled(tokens(fc, { skewed: 'sometimes' }), 1000)
    expect(new Set(recipes.map(({ form }) => form))).toEqual(
      new Set(['jwt', 'jwt-without-iat', 'opaque', 'useless']),
    )
    const live = recipes.flatMap((recipe) => (recipe.form === 'useless' ? [] : [recipe]))
    expect(live.some(({ ageMs = 0, ttlMs }) => ageMs >= ttlMs)).toBe(true)
    expect(live.some(({ skewMs = 0 }) => skewMs < 0) && live.some(({ skewMs = 0 }) => skewMs > 0)).toBe(true)
    const useless = new Set(recipes.flatMap((recipe) => (recipe.form === 'useless' ? [recipe.like] : [])))
    expect([...useless].sort()).toEqual(Object.keys(uselessTokens).sort())
    expect(sampled(tokens(fc, { uselessOneIn: 0 })).some(({ form }) => form === 'useless')).toBe(false)
  })

  it('are minted each another string, and in every run the same', () => {
    const recipes = sampled(tokens(fc))
    const [one, other] = [new Mint(() => 0), new Mint(() => 0)]
    expect(recipes.map((recipe) => one.make(recipe))).toEqual(recipes.map((recipe) => other.make(recipe)))
    expect(new Set(one.strings).size).toBe(one.strings.length)
    expect(one.strings.length).toBeGreaterThan(200)
  })

  it('are found wherever they leak, also within a string within JSON', () => {
    const mint = new Mint(() => 1_800_000_000_000)
    mint.make({ form: 'jwt', ttlMs: 60_000 })
    const [token = ''] = mint.strings
    const payload = atob(token.split('.')[1] ?? '')
    const detector = new LeakDetector(mint.strings)
    for (const text of [token.slice(-20), payload, JSON.stringify({ note: payload }), btoa(token)])
      expect(detector.find(`log: ${text} (end)`)).toBeDefined()
    expect(detector.find(token.slice(-15))).toBeUndefined()
  })
})

describe('callbacks', () => {
  it('misbehave in every manner, and call back only by the names they are given', () => {
    const behaviours = sampled(callbacks(fc, { reentries: ['token', 'close'] })).flat()
    const all = (what: keyof (typeof behaviours)[number]) =>
      [...new Set(behaviours.map((one) => one[what]))].sort()
    expect(all('manner')).toEqual([
      'never',
      'promise-that-settles-twice',
      'promises',
      'returns',
      'thenable',
      'thenable-that-calls-twice',
      'thenable-that-throws-after',
      'thenable-whose-then-throws',
    ])
    expect(all('reenters')).toEqual(['close', 'nothing', 'token'])
    expect(all('signal')).toEqual(['ignores', 'obeys'])
    expect(new Set(behaviours.map(({ answer }) => answer.give))).toEqual(
      new Set(['token', 'token-in-use', 'token-of-before', 'error']),
    )
  })
})

describe('clocks', () => {
  it('do everything that time does to a device; without jumps they are right, and never set', () => {
    const times = (courses: readonly { steps: readonly ClockStep[] }[]) =>
      [...new Set(courses.flatMap(({ steps }) => steps.map(({ time }) => time)))].sort()
    expect(times(sampled(clocks(fc)))).toEqual(['advance', 'set-back', 'set-forward', 'sleep', 'throttle'])
    const tame = sampled(clocks(fc, { jumps: 'never' }))
    expect(times(tame)).toEqual(['advance', 'sleep'])
    expect(tame.every(({ aheadMs }) => aheadMs === 0)).toBe(true)
  })

  it('let each step happen as it says', async () => {
    const clock = clockOf({ aheadMs: -1000 }, 10_000)
    const fired: number[] = []
    const look = (ms: number) => clock.setTimeout(() => fired.push(clock.now()), ms)
    expect(clock.now()).toBe(9_000)
    look(100)
    await passTime(clock, { time: 'advance', ms: 200 })
    look(100)
    await passTime(clock, { time: 'sleep', ms: 200 })
    await passTime(clock, { time: 'set-back', ms: 400 })
    expect(clock.now()).toBe(9_000)
    await passTime(clock, { time: 'set-forward', ms: 600 })
    await passTime(clock, { time: 'throttle', ms: 1_000 })
    look(100)
    await passTime(clock, { time: 'advance', ms: 1_000 })
    expect(fired).toEqual([9_100, 9_400, 10_200])
    expect(clock.sleeps).toEqual([{ fromMs: 9_200, untilMs: 9_400 }])
  })
})

describe('schedules', () => {
  const life = { issuedAtMs: 1_800_000_000_000, expiresAtMs: 1_800_000_060_000 }

  it('aim at the points, one millisecond before and after, awake and asleep', async () => {
    const at: number[] = []
    for (const schedule of sampled(schedules(fc, fc.constant('look'), { maxLength: 6 }), 120)) {
      const clock = new TestClock()
      await follow(schedule, {
        clock,
        life: () => life,
        act: () => at.push(clock.now() - life.issuedAtMs),
      })
    }
    for (const pointMs of [30_000, 45_000, 60_000])
      for (const offsetMs of [-1, 0, 1]) expect(at).toContain(pointMs + offsetMs)
    const awake = sampled(schedules(fc, fc.constant('look'), { sleeps: 'never' })).flat()
    expect(new Set(awake.map(({ until }) => until))).toEqual(new Set(['awake']))
  })

  it('let as much settle in between as they say', async () => {
    const settled: string[] = []
    const turns = async (name: string, count: number) => {
      for (let turn = 0; turn < count; turn++) await null
      settled.push(name)
    }
    const now = { afterMs: 0 }
    const schedule: Schedule<() => unknown> = [
      { at: now, until: 'awake', settles: 0, what: () => turns('slow', 9) },
      { at: now, until: 'awake', settles: 2, what: () => turns('quick', 1) },
      { at: now, until: 'awake', settles: 'all', what: () => settled.push('then') },
    ]
    await follow(schedule, { clock: new TestClock(), life: () => life, act: (what) => what() })
    expect(settled).toEqual(['quick', 'then', 'slow'])
  })

  it('find a race that needs a promise not to have settled yet', async () => {
    // It notes the state before it awaits, and believes it afterwards.
    const found = await fc.check(
      fc.asyncProperty(
        schedules(fc, fc.constantFrom('ask', 'reject'), { sleeps: 'never' }),
        async (schedule) => {
          const clock = new TestClock(life.issuedAtMs)
          let count = 0
          const session = openSession({
            token: { value: 'first', expiresInSeconds: 60 },
            refresh: () => ({ value: `token-${++count}`, expiresInSeconds: 60 }),
            clock,
          })
          let isRejectedUsed = false
          const ask = async () => {
            const token = session.token()
            await null
            isRejectedUsed ||= rejected.has(token)
          }
          const rejected = new Set<string>()
          const reject = () => {
            rejected.add(session.token())
            session.reportRejected(session.token())
          }
          const act = async (what: 'ask' | 'reject') => (what === 'ask' ? ask() : reject())
          await follow(schedule, { clock, life: () => life, act: (what) => void act(what).catch(() => {}) })
          await settle()
          await session.close()
          return !isRejectedUsed
        },
      ),
      { seed: 42, numRuns: 200 },
    )
    expect(found.failed).toBe(true)
    expect(found.counterexample?.[0]).toMatchObject([{ what: 'ask', settles: 0 }, { what: 'reject' }])
  })
})
