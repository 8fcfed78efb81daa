import { describe, expect, it } from 'vitest'
import { openSession, resumeSession } from '../../../../src/index.ts'
import {
  type Breach,
  expectSessionKept,
  plantedBugs,
  type SessionLivesOptions,
  type SessionScript,
  type Sessions,
  sessionLives,
} from '../../../../src/testing/index.ts'
import { JsonlStore } from '../../../../src/testing/simulation/sessions/store/jsonl-store.ts'
import { SimulatedDisk } from '../../../../src/testing/simulation/sessions/store/simulated-disk.ts'

/** The promise that is broken in the first of these lives of ten days in which one is. */
async function breachIn(
  options: SessionLivesOptions,
  from: number,
  to = from + 1,
): Promise<Breach | undefined> {
  const live = sessionLives(options)
  for (let life = from; life < to; life++) {
    const { breach } = await live({ seed: 1, life, spanMs: 10 * 86_400_000, ttlMs: 3_600_000 })
    if (breach) return breach
  }
  return undefined
}

function planted(name: string): Sessions {
  const bug = plantedBugs.find((one) => one.name === name)
  if (bug?.kind !== 'session') throw new Error(`There is no planted bug ${name}.`)
  return bug
}

/** The script in a test case, as it stands there. */
const scriptIn = (testCase: string): SessionScript => {
  const [, literal] = /const script = (\{.*?\n\})\n/s.exec(testCase) ?? []
  return new Function(`return ${literal}`)() as SessionScript
}

/** Each with the life that shows it, and the promises by which it may be found there. */
const found: readonly (readonly [name: string, life: number, ...promises: string[]])[] = [
  ['replaced-timer-not-cleared', 0, 'one-timer'],
  ['close-ends-nothing', 0, 'the-end-is-the-end', 'one-timer'],
  ['token-in-error', 0, 'no-secret-leaves'],
  ['failed-append-forgotten', 1, 'records-are-gapless', 'fold-is-live'],
  ['conference-forgotten', 0, 'only-what-was-said'],
  ['life-begins-anew', 0, 'rehydration-is-sleep'],
  ['dead-token-handed-out', 0, 'no-dead-token'],
  ['time-counted-by-timers', 0, 'due-is-processed'],
]

describe('the simulation bites: what is wrong is found, and named', () => {
  for (const [name, life, ...promises] of found) {
    it(name, async () => {
      const sessions = planted(name)
      const breach = await breachIn({ sessions }, life)
      expect(promises).toContain(breach?.invariant)
      expect(breach?.history.length).toBeLessThanOrEqual(61)
      const script = scriptIn(breach?.testCase ?? '')
      await expect(expectSessionKept(script, sessions)).rejects.toThrow(`${breach?.invariant}: `)
      // It is the session that is wrong, and not the script.
      await expectSessionKept(script)
    })
  }

  it('a late answer that is adopted all the same', async () => {
    const late: Sessions = {
      openSession(options) {
        const refresh: typeof options.refresh = async (isExpired, context) => {
          const token = await options.refresh(isExpired, context)
          if (context.signal.aborted) session.supplyToken(token)
          return token
        }
        const session = openSession({ ...options, refresh })
        return session
      },
      resumeSession,
    }
    expect((await breachIn({ sessions: late }, 24, 30))?.invariant).toBe('only-what-was-said')
  })

  it('a disk that says that it has synchronized, and has not', async () => {
    const breach = await breachIn({ store: () => new JsonlStore(new SimulatedDisk('in-words')) }, 1, 30)
    expect(breach?.invariant).toBe('records-are-gapless')
  })

  it('a disk on which damage in the middle is not seen', async () => {
    class BlindStore extends JsonlStore {
      override damageMiddle(): () => void {
        return () => {}
      }
    }
    const breach = await breachIn({ store: () => new BlindStore() }, 0, 30)
    expect(breach?.invariant).toBe('damage-is-refused')
  })
})
