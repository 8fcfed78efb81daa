import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import {
  createMemoryJournal,
  type Journal,
  type JournalRecord,
  replay,
  resumeSession,
} from '../../../../src/index.ts'
import { checkpointAt } from '../../../../src/services/journal/checkpoint.ts'
import { restore } from '../../../../src/services/journal/restore.ts'
import { TestClock } from '../../../../src/testing/index.ts'
import { live, type Run } from '../../../properties/session/run.ts'
import type { Script } from '../../../properties/session/script.ts'
import { scripts } from '../../../properties/session/scripts.ts'
import { all, stores } from './place.ts'

const runs = { numRuns: 25 }
const ofJwts = scripts({ jumps: false, closes: false, form: 'jwt' })

const place = mkdtempSync(join(tmpdir(), 'halflife-journal-'))
afterAll(() => rmSync(place, { recursive: true }))

describe.each(stores)('a life recorded in a %s journal', (_, open) => {
  /** A journal that is closed and opened again after the session died: what is left is what is on disk. */
  async function recorded(script: Script, look?: (run: Run, journal: Journal) => Promise<void>) {
    const file = join(place, randomUUID())
    const journal = await open(file)
    const run = await live(script, (at) => look?.(at, journal), { journal })
    await run.session.flush()
    const context = run.session.actor.getSnapshot().context
    await journal.close()
    const again = await open(file)
    const records = await all(again.read(run.stream))
    return { run, context, records, journal: again }
  }

  it('fold-is-live', () =>
    fc.assert(
      fc.asyncProperty(scripts({ maxLength: 8 }), async (script) => {
        const { journal, records, context } = await recorded(script, async (run, before) => {
          await run.session.flush()
          const { snapshot } = await replay(before.read(run.stream))
          expect(snapshot.value).toEqual(run.session.actor.getSnapshot().value)
          expect(snapshot.context).toEqual(run.session.actor.getSnapshot().context)
        })
        expect((await replay(records)).snapshot.context).toEqual(context)
        await journal.close()
      }),
      runs,
    ))

  it('every-prefix-is-legal, and a checkpoint with its tail is the whole', () =>
    fc.assert(
      fc.asyncProperty(scripts(), fc.nat(), async (script, n) => {
        const { run, journal, records } = await recorded(script)
        for (const { version, state, atMs } of records.filter((_, index) => index % 4 === 0)) {
          expect(await replay(journal.read(run.stream, { toVersion: version }))).toMatchObject({
            version,
            state,
          })
          const until = await all(journal.read(run.stream, { untilMs: atMs }))
          expect(until).toEqual(records.filter((record) => record.atMs <= atMs))
        }
        const whole = await replay(records)
        const version = 1 + (n % records.length)
        const { snapshot } = await replay(records.slice(0, version))
        if (snapshot.status === 'active')
          await journal.saveCheckpoint(run.stream, checkpointAt(version, snapshot))
        const restored = await restore(journal, run.stream)
        expect(restored?.discarded).toBeUndefined()
        expect(restored?.last).toEqual(records.at(-1))
        expect(restored?.snapshot.value).toEqual(whole.snapshot.value)
        expect(restored?.snapshot.context).toEqual(whole.snapshot.context)
        await journal.close()
      }),
      runs,
    ))

  it('rehydration-is-sleep: it goes on as one recorded in memory does', () =>
    fc.assert(
      fc.asyncProperty(ofJwts, fc.nat(4 * 3_600_000), fc.nat(), async (script, asleepMs, n) => {
        const { run, journal, records } = await recorded(script)
        if (run.session.state === 'kicked') return void (await journal.close())
        const version = 1 + (n % records.length)
        const { snapshot } = await replay(records.slice(0, version))
        await journal.saveCheckpoint(run.stream, checkpointAt(version, snapshot))
        const memory = createMemoryJournal()
        await memory.append(run.stream, records, 0)

        const goOn = async (on: Journal) => {
          const { policy, retry, overlap, jitter, refreshTimeoutMs } = script
          const clock = new TestClock(run.clock.now() + asleepMs)
          let count = 0
          const session = await resumeSession({
            ...{ policy, retry, overlap, jitter, refreshTimeoutMs },
            ...{ journal: on, stream: run.stream, token: tokenOf(run), clock, random: () => 0.5 },
            refresh: () => ({ value: `token-${++count}`, expiresInSeconds: 60 }),
          })
          await clock.advanceAsync(40_000)
          await session.close()
          return (await all(on.read(run.stream))).slice(records.length).map(bare)
        }
        expect(await goOn(journal)).toEqual(await goOn(memory))
        await journal.close()
      }),
      runs,
    ))
})

const bare = ({ prev: _, hash: __, ...record }: JournalRecord) => record

function tokenOf({ session }: Run): string | null {
  try {
    return session.token()
  } catch {
    return null
  }
}
