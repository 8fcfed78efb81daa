import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openSession } from '../../../src/index.ts'
import type { Behaviour } from '../../../src/testing/index.ts'
import { live, type Run } from '../../properties/session/run.ts'
import { scripts } from '../../properties/session/scripts.ts'

const hourMs = 3_600_000

/** All that may not change any more. */
const picture = async (run: Run) => ({
  records: await run.records(),
  calls: run.calls.length,
  events: run.events.length,
  state: run.session.state,
  timers: run.watched.armed(),
})

describe('the-end-is-the-end', () => {
  for (const how of ['kicked', 'closed'] as const) {
    it(`once ${how}, a session does nothing any more, whatever it is told`, () =>
      fc.assert(
        fc.asyncProperty(
          scripts({ policy: 'kick', closes: how === 'closed' }),
          scripts({ policy: 'kick', closes: false }),
          async (script, more) => {
            const run = await live(script)
            await run.step({ app: how === 'closed' ? 'close' : 'ejectedFromConference' })
            const end = await picture(run)
            expect(end.timers).toBe(0)
            for (const step of more.steps) await run.step(step)
            await run.step({ time: 'advance', ms: hourMs })
            expect(await picture(run)).toEqual(end)

            const code = end.state === 'kicked' && how === 'kicked' ? 'ERR_PARTICIPANT_KICKED' : undefined
            expect(() => run.session.token()).toThrow(expect.objectContaining(code ? { code } : {}))
            // Nobody waits for what will never come, and every signal tells the callback so.
            expect(
              run.awaited.filter(({ settled }) => settled === 'pending').map(({ what }) => what),
            ).toEqual([])
            await run.session.close()
            const closed = (await run.records()).slice(end.records.length)
            expect(closed.map(({ type }) => type)).toEqual(how === 'kicked' ? ['session.closed'] : [])
          },
        ),
        { numRuns: 100 },
      ))
  }

  it('the signal of every unanswered attempt aborts', () =>
    fc.assert(
      fc.asyncProperty(scripts(), async (script) => {
        const silent = script.behaviours.map((behaviour): Behaviour => ({ ...behaviour, manner: 'never' }))
        const run = await live({ ...script, behaviours: silent as [Behaviour, ...Behaviour[]] })
        await run.session.close()
        expect(run.calls.filter(({ signal }) => !signal.aborted).map(({ attempt }) => attempt)).toEqual([])
      }),
      { numRuns: 60 },
    ))

  it('L5: timers do not keep a process alive, except while someone waits for a token', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    const before = timers()
    let answer = (_: string) => {}
    const session = openSession({
      token: { value: 'first', expiresInSeconds: 3600 },
      refresh: () =>
        new Promise((resolve) => {
          answer = (value) => resolve({ value, expiresInSeconds: 3600 })
        }),
    })
    expect(timers()).toBe(before)
    const awaited = session.refreshNow()
    expect(timers()).toBe(before + 1)
    await new Promise((resolve) => setImmediate(resolve))
    answer('second')
    expect(await awaited).toBe('second')
    expect(timers()).toBe(before)
    const abandoned = expect(session.refreshNow()).rejects.toMatchObject({ code: 'ERR_SESSION_CLOSED' })
    await session.close()
    await abandoned
    expect(timers()).toBe(before)
  })
})
