import { createHook } from 'node:async_hooks'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  attemptsByStage,
  explain,
  type JournalRecord,
  kicks,
  project,
  type Records,
  refreshLatency,
  replay,
  timeInStates,
  timerLateness,
  together,
  verify,
  whatIf,
} from 'halflife'
import { openSqliteJournal, type SqliteDriver } from 'halflife/journal/sqlite'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { machineOf } from '../../../../src/machines/facts-only.ts'
import { findDriver } from '../../../../src/services/journal/sqlite/find-driver.ts'
import { lifeIn } from '../../../../src/testing/journal-contract/stage.ts'

const stream = 'room-7/alice'
const long = lifeIn(stream, 1000)
const all = { attemptsByStage, kicks, refreshLatency, timeInStates, timerLateness }

const readers: Record<string, (records: Records) => Promise<unknown>> = {
  replay: (records) => replay(records),
  verify: (records) => verify(records),
  project: (records) => project(records, together(all)),
  'whatIf, under the same policy': (records) => whatIf(records, { policy: 'stay' }),
  'whatIf, under another': (records) => whatIf(records, { policy: 'kick' }),
  explain: (records) => explain(records),
}

afterEach(() => vi.restoreAllMocks())

describe('how much is done for a record does not creep up', () => {
  it.each(Object.entries(readers))('at most one snapshot of XState in all: %s', async (_, read) => {
    const made = [vi.spyOn(machineOf.stay, 'resolveState'), vi.spyOn(machineOf.kick, 'resolveState')]
    await read(long)
    expect(made.reduce((sum, { mock }) => sum + mock.calls.length, 0)).toBeLessThanOrEqual(1)
  })

  it('the snapshot is made, and is the one of the end', async () => {
    const made = vi.spyOn(machineOf.stay, 'resolveState')
    const { snapshot } = await replay(long)
    expect(made).toHaveBeenCalledOnce()
    expect(snapshot.context.lastAttempt).toBe(500)
  })

  it('no promise is added to those of reading', async () => {
    const added = async (records: readonly JournalRecord[]) =>
      (await promisesOf(() => replay(given(records)))) - (await promisesOf(() => drained(given(records))))
    expect(await added(long)).toBeLessThan(10)
  })

  it('every row is read and parsed once, a page at a time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'halflife-cost-'))
    let pages = 0
    const driver = watched(await findDriver(), () => pages++)
    const journal = await openSqliteJournal(join(folder, 'journal.db'), { driver })
    try {
      await journal.append(stream, long, 0)
      pages = 0
      const parsed = vi.spyOn(JSON, 'parse')
      expect(await replay(journal.read(stream))).toMatchObject({ version: 1000 })
      expect(parsed).toHaveBeenCalledTimes(1000)
      expect(pages).toBe(4)
    } finally {
      await journal.close()
      rmSync(folder, { recursive: true })
    }
  })
})

/** The same driver; tells of every reading. */
const watched = (driver: SqliteDriver, onRead: () => void): SqliteDriver => ({
  name: driver.name,
  open(file, options) {
    const connection = driver.open(file, options)
    return {
      exec: (sql) => connection.exec(sql),
      close: () => connection.close(),
      prepare(sql) {
        const statement = connection.prepare(sql)
        return {
          run: (parameters) => statement.run(parameters),
          all: (parameters) => {
            onRead()
            return statement.all(parameters)
          },
        }
      },
    }
  },
})

async function* given(records: readonly JournalRecord[]) {
  yield* records
}

async function drained(records: AsyncIterable<unknown>) {
  for await (const _ of records);
}

/** How many promises are made while something is done: each costs a turn of the queue of microtasks. */
async function promisesOf(work: () => Promise<unknown>): Promise<number> {
  let count = 0
  const hook = createHook({
    init: (_, type) => {
      if (type === 'PROMISE') count++
    },
  }).enable()
  await work()
  hook.disable()
  return count
}
