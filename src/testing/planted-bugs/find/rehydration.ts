import type { Policy } from '../../../machines/token-life.ts'
import { createMemoryJournal } from '../../../services/journal/memory-journal.ts'
import type { Sessions } from '../replacements.ts'
import type { SessionPromise } from './session-promise.ts'
import { type Manner, World } from './world.ts'

/** A session whose process ends. */
export interface RestartedLife {
  readonly ttlMs: number
  readonly policy: Policy
  readonly manner: Manner
  /** When the process ends, and how long it is away. */
  readonly stopAfterMs: number
  readonly awayMs: number
}

export const rehydrationIsSleep: SessionPromise<RestartedLife> = {
  says: 'A session that is resumed with the same token goes on as one that was asleep meanwhile.',
  scenarios: (fc) =>
    fc
      .record({
        ttl: fc.integer({ min: 60, max: 3600 }),
        policy: fc.constantFrom<Policy>('stay', 'kick'),
        manner: fc.constantFrom<Manner>('answers', 'fails'),
        stop: fc.integer({ min: 0, max: 999 }),
        away: fc.integer({ min: 0, max: 1500 }),
      })
      .map(({ ttl, stop, away, ...rest }) => {
        const ttlMs = ttl * 1000
        return { ...rest, ttlMs, stopAfterMs: stop * ttl, awayMs: away * ttl }
      }),

  async breachIn(sessions, life) {
    const [asleep, resumed] = [await live(sessions, life, false), await live(sessions, life, true)]
    if (asleep.became === resumed.became) return undefined
    return { how: `asleep: ${asleep.became}; resumed: ${resumed.became}`, history: resumed.lines }
  },
}

/** Lives such a life, and says what became of it. */
async function live(sessions: Sessions, life: RestartedLife, isResumed: boolean) {
  const { ttlMs, policy, manner, stopAfterMs, awayMs } = life
  const world = new World(ttlMs, manner)
  const stored = { journal: createMemoryJournal(), stream: 'room/alice', policy }
  let session = sessions.openSession({ ...stored, ...world.options, token: world.issue() })
  session.joinedConference()
  world.note('the participant joins a conference')
  await world.pass(stopAfterMs)
  if (isResumed) {
    await session.flush()
    world.beAway(awayMs)
    session = await sessions
      .resumeSession({ ...stored, ...world.options, token: world.lastToken })
      .catch(() => session)
    await world.clock.settle()
  } else await world.sleep(awayMs)
  await world.pass(ttlMs)
  const became = `${session.state} at ${world.now}, after calls: ${world.calls.join(', ') || 'none'}`
  await session.close()
  return { became, lines: world.lines }
}
