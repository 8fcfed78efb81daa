import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  type Journal,
  type JournalFailed,
  openSession,
  replay,
  resumeSession,
  type SessionEvent,
} from '../../../../src/index.ts'
import { openJsonlJournal } from '../../../../src/services/journal/jsonl/index.ts'
import { openSqliteJournal } from '../../../../src/services/journal/sqlite/index.ts'
import { TestClock } from '../../../../src/testing/index.ts'
import { lifeIn } from '../../../../src/testing/journal-contract/stage.ts'
import { troubled, troubledSqlite } from './disks.ts'
import { all, contentOf, folder, stores } from './place.ts'

const stream = 'room-7/alice'

/** A session whose tokens live a minute, on a journal that somebody will harm. */
function sessionOn(journal: Journal) {
  const clock = new TestClock()
  let count = 0
  const refresh = () => ({ value: `token-${++count}`, expiresInSeconds: 60 })
  const token = { value: 'token-0', expiresInSeconds: 60 }
  const session = openSession({ token, refresh, clock, journal, stream, random: () => 0.5 })
  const heard: SessionEvent[] = []
  session.on('*', (event) => void heard.push(event))
  onTestFinished(() => session.close().catch(() => {}))
  const failures = () => heard.filter((event): event is JournalFailed => event.type === 'journal.failed')
  return { clock, session, failures, asked: () => count, refresh }
}

/** An hour without the journal: the session keeps its token alive, says what is wrong, and keeps what it could not write. */
async function liveThrough(
  { clock, session, failures, asked }: ReturnType<typeof sessionOn>,
  journal: Journal,
  outage: { begin(): void; end(): void },
): Promise<void> {
  await clock.advanceAsync(40_000)
  await session.flush()
  const before = await all(journal.read(stream))
  expect(before.length).toBeGreaterThan(2)
  expect(session.journalLag).toBe(0)

  outage.begin()
  let lag = 0
  for (let minute = 0; minute < 60; minute++) {
    await clock.advanceAsync(60_000)
    expect(session.state).toBe('valid')
    expect(session.token()).toBe(`token-${asked()}`)
    expect(session.journalLag).toBeGreaterThan(lag)
    lag = session.journalLag
  }
  // Each try takes its real time, in which the session does not wait for it.
  await vi.waitFor(() => expect(failures().length).toBeGreaterThan(0))
  expect(failures().at(-1)?.error).toMatchObject({ name: 'HalflifeError', code: 'ERR_JOURNAL_FILE' })
  await expect(session.flush()).rejects.toMatchObject({ code: 'ERR_JOURNAL_FILE' })
  expect(session.journalLag).toBe(lag)

  outage.end()
  // Nobody has to ask for it: within a minute the session tries again by itself.
  await clock.advanceAsync(60_000)
  await vi.waitFor(() => expect(session.journalLag).toBe(0), { timeout: 10_000 })
  await session.flush()
  const records = await all(journal.read(stream))
  expect(records.slice(0, before.length)).toEqual(before)
  expect(records.map(({ version }) => version)).toEqual(records.map((_, index) => index + 1))
  expect((await replay(records)).snapshot.context).toEqual(session.actor.getSnapshot().context)
  await session.close()
}

describe('a disk that is full for an hour', () => {
  it.each([0, 200, 100_000])(
    '(after %i bytes) costs a session on a JSONL journal nothing',
    async (spaceBytes) => {
      const file = join(folder(), 'journal')
      const { disk, trouble } = troubled()
      const journal = await openJsonlJournal(file, { disk })
      const live = sessionOn(journal)
      await liveThrough(live, journal, {
        begin: () => {
          trouble.spaceBytes = spaceBytes
        },
        end: () => {
          trouble.spaceBytes = undefined
        },
      })
      const content = await contentOf(journal)
      await journal.close()
      const again = await openJsonlJournal(file)
      expect(again.repaired).toBeUndefined()
      expect(await contentOf(again)).toEqual(content)
      await again.close()
    },
  )

  it('costs a session on an SQLite journal nothing', async () => {
    const { driver, trouble } = await troubledSqlite()
    const journal = await openSqliteJournal(join(folder(), 'journal'), { driver })
    const live = sessionOn(journal)
    await liveThrough(live, journal, {
      begin: () => {
        trouble.spaceBytes = 0
      },
      end: () => {
        trouble.spaceBytes = undefined
      },
    })
    expect(live.failures().at(-1)?.error).toMatchObject({ message: expect.stringContaining('disk is full') })
    await journal.close()
  })
})

describe.each(stores)('a %s journal that vanishes', (_, open) => {
  it('costs a session nothing, once it is back', async () => {
    const place = folder()
    const [here, away] = [join(place, 'here'), join(place, 'away')]
    mkdirSync(here)
    const file = join(here, 'journal')
    const journal = await open(file)
    const live = sessionOn(journal)
    await liveThrough(live, journal, {
      begin: () => renameSync(here, away),
      end: () => renameSync(away, here),
    })
    await journal.close()
    const again = await open(file)
    const clock = new TestClock(live.clock.now())
    const session = await resumeSession({ journal: again, stream, token: null, refresh: live.refresh, clock })
    await clock.advanceAsync(1000)
    expect(session.state).toBe('valid')
    await session.close()
    await again.close()
  })

  it('is taken up again also as a copy of itself', async () => {
    const place = folder()
    const [here, away] = [join(place, 'here'), join(place, 'away')]
    mkdirSync(here)
    const file = join(here, 'journal')
    const journal = await open(file)
    const life = lifeIn('alice', 8)
    await journal.append('alice', life.slice(0, 4), 0)
    renameSync(here, away)
    await expect(journal.append('alice', life.slice(4), 4)).rejects.toMatchObject({
      code: 'ERR_JOURNAL_FILE',
    })
    cpSync(away, here, { recursive: true })
    rmSync(away, { recursive: true })
    expect(await journal.append('alice', life.slice(4), 4)).toBe(8)
    expect(await contentOf(journal)).toEqual(life)
    await journal.close()
    const again = await open(file)
    expect(await contentOf(again)).toEqual(life)
    await again.close()
  })

  it('and is gone for good, is not replaced by an empty one', async () => {
    const place = folder()
    const file = join(place, 'journal')
    const journal = await open(file)
    const life = lifeIn('alice', 8)
    await journal.append('alice', life.slice(0, 4), 0)
    rmSync(file)
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(journal.append('alice', life.slice(4), 4)).rejects.toMatchObject({
        code: 'ERR_JOURNAL_FILE',
      })
    }
    // Nor once something else has stood in its place meanwhile.
    writeFileSync(file, 'something else\n'.repeat(100))
    await expect(journal.append('alice', life.slice(4), 4)).rejects.toMatchObject({
      code: 'ERR_JOURNAL_FILE',
    })
    rmSync(file)
    await expect(journal.append('alice', life.slice(4), 4)).rejects.toMatchObject({
      code: 'ERR_JOURNAL_FILE',
    })
    expect(existsSync(file)).toBe(false)
    await journal.close()
  })
})

describe.each(stores)('a file that may not grow any more, for real (%s)', (store, open) => {
  it('holds all that was acknowledged, and goes on once it may', async () => {
    const place = folder()
    const file = join(place, 'journal')
    const life = lifeIn('alice', 600)
    const lives = join(place, 'lives.json')
    writeFileSync(lives, JSON.stringify([life]))
    const writer = fileURLToPath(new URL('../crash/writer.js', import.meta.url))
    const task = JSON.stringify({ store, file, lives, sizes: [1, 7], waits: false })
    // The limit is that of the shell, in blocks of 1,024 bytes, and node passes it on as EFBIG.
    const limited = spawnSync('bash', [
      '-c',
      'ulimit -f 100 && exec "$@"',
      'bash',
      process.execPath,
      writer,
      task,
    ])
    expect(limited.status).toBe(1)
    expect(limited.stderr.toString()).toMatch(/ERR_JOURNAL_FILE/)
    const acknowledged = Number(/alice (\d+)\n$/.exec(limited.stdout.toString())?.[1])
    expect(acknowledged).toBeGreaterThan(20)
    const journal = await open(file)
    expect(await contentOf(journal)).toEqual(life.slice(0, acknowledged))
    expect(await journal.append('alice', life.slice(acknowledged), acknowledged)).toBe(600)
    await journal.close()
  })
})
