import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { describe, expect, it } from 'vitest'
import { VersionConflictError } from '../../../../src/index.ts'
import type { SqliteDriver, SqliteValue } from '../../../../src/services/journal/sqlite/driver.ts'
import { findDriver } from '../../../../src/services/journal/sqlite/find-driver.ts'
import { openSqliteJournal } from '../../../../src/services/journal/sqlite/index.ts'
import { lifeIn } from '../../../../src/testing/journal-contract/stage.ts'
import { all, contentOf, folder, openSqlite, rejection } from './place.ts'

const life = lifeIn('alice', 10)
const inside = (file: string, sql: string, ...parameters: unknown[]) => {
  const database = new Database(file)
  try {
    return database.prepare(sql).all(...parameters)
  } finally {
    database.close()
  }
}
const change = (file: string, sql: string, ...parameters: unknown[]) => {
  const database = new Database(file)
  database.prepare(sql).run(...parameters)
  database.close()
}

describe('an SQLite journal', () => {
  it('says so in the file, and is in WAL mode', async () => {
    const file = join(folder(), 'journal.db')
    const journal = await openSqlite(file)
    await journal.append('alice', life, 0)
    expect(inside(file, 'PRAGMA application_id')).toMatchObject([{ application_id: 0x68616c66 }])
    expect(inside(file, 'PRAGMA user_version')).toMatchObject([{ user_version: 1 }])
    expect(inside(file, 'PRAGMA journal_mode')).toMatchObject([{ journal_mode: 'wal' }])
  })

  it('synchronizes every commit', async () => {
    const said: string[] = []
    const driver = await spyOn((sql) => said.push(sql))
    await openSqlite(join(folder(), 'journal.db'), { driver })
    expect(said).toContain('PRAGMA synchronous = FULL')
    expect(said).toContain('PRAGMA journal_mode = WAL')
    // What a dead process left may not be on disk: a checkpoint begins with bringing it there.
    expect(said).toContain('PRAGMA wal_checkpoint(PASSIVE)')
  })

  it('writes an append in one transaction, whatever its size', async () => {
    const said: string[] = []
    const driver = await spyOn((sql) => said.push(sql))
    const journal = await openSqlite(join(folder(), 'journal.db'), { driver })
    said.length = 0
    await journal.append('alice', lifeIn('alice', 450), 0)
    expect(said.filter((sql) => /^(BEGIN|COMMIT|ROLLBACK)/.test(sql))).toEqual(['BEGIN IMMEDIATE', 'COMMIT'])
  })

  it('refuses what is no database, and leaves it', async () => {
    const file = join(folder(), 'notes.txt')
    const text = 'These are notes, and no database.\n'.repeat(100)
    writeFileSync(file, text)
    for (const readOnly of [false, true]) {
      expect(await rejection(openSqliteJournal(file, { readOnly }))).toMatchObject({
        name: 'HalflifeError',
        code: 'ERR_JOURNAL_FILE',
        message: expect.stringMatching(/notes\.txt is no SQLite database/),
      })
    }
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it('refuses somebody else’s database, and leaves it', async () => {
    const file = join(folder(), 'shop.db')
    change(file, 'CREATE TABLE customers (name TEXT)')
    const before = readFileSync(file)
    for (const readOnly of [false, true]) {
      expect(await rejection(openSqliteJournal(file, { readOnly }))).toMatchObject({
        code: 'ERR_JOURNAL_FILE',
        message: expect.stringMatching(/is a database, but not a journal of halflife/),
      })
    }
    expect(readFileSync(file)).toEqual(before)
    expect(inside(file, 'PRAGMA journal_mode')).toMatchObject([{ journal_mode: 'delete' }])
  })

  it('refuses a journal of a later schema, and leaves it', async () => {
    const file = join(folder(), 'journal.db')
    await (await openSqlite(file)).close()
    change(file, 'PRAGMA user_version = 2')
    for (const readOnly of [false, true]) {
      expect(await rejection(openSqliteJournal(file, { readOnly }))).toMatchObject({
        code: 'ERR_JOURNAL_NEWER',
        message: expect.stringMatching(/schema 2.*Update halflife/),
      })
    }
    expect(inside(file, 'PRAGMA user_version')).toMatchObject([{ user_version: 2 }])
  })

  it('says what is wrong with the path', async () => {
    const place = folder()
    mkdirSync(join(place, 'folder.db'))
    for (const file of ['folder.db', 'nowhere/journal.db']) {
      expect(await rejection(openSqliteJournal(join(place, file)))).toMatchObject({
        code: 'ERR_JOURNAL_FILE',
        message: expect.stringContaining(file),
      })
    }
  })

  it('lives at any path', async () => {
    for (const name of ['a b.db', 'ä€.db', 'what?mode=memory', '#1 100%41.db', 'file:x.db']) {
      const file = join(folder(), name)
      const journal = await openSqlite(file)
      await journal.append('alice', life, 0)
      await journal.close()
      expect(existsSync(file)).toBe(true)
      expect(await contentOf(await openSqlite(file, { readOnly: true }))).toEqual(life)
    }
  })

  it('keeps what a later machine decided: to be read, and not written to', async () => {
    const file = join(folder(), 'journal.db')
    const journal = await openSqlite(file)
    await journal.append('alice', life.slice(0, 3), 0)
    change(file, `UPDATE records SET record = replace(record, 'halflife.token/1', 'halflife.token/2')`)
    const before = await contentOf(journal)
    expect(before.map(({ machine }) => machine)).toEqual(Array(3).fill('halflife.token/2'))
    const error = await rejection(journal.append('alice', life.slice(3, 4), 3))
    expect(error).toMatchObject({
      code: 'ERR_JOURNAL_NEWER',
      message: expect.stringMatching(/^Stream alice, version 3 .*halflife\.token\/2.*halflife\.token\/1/),
    })
    expect(await contentOf(journal)).toEqual(before)
    expect(await journal.append('bob', lifeIn('bob', 2), 0)).toBe(2)
  })

  it('gives no record that is not one any more', async () => {
    const file = join(folder(), 'journal.db')
    const journal = await openSqlite(file)
    await journal.append('alice', life, 0)
    change(file, `UPDATE records SET record = substr(record, 5) WHERE version = 4`)
    const records: number[] = []
    const reading = async () => {
      for await (const { version } of journal.read('alice')) records.push(version)
    }
    expect(await rejection(reading())).toMatchObject({
      code: 'ERR_JOURNAL_CORRUPT',
      message: expect.stringMatching(/^Stream alice, version 4: /),
    })
    expect(records).toEqual([1, 2, 3])
  })

  it('is one file, once it is closed', async () => {
    const place = folder()
    const journal = await openSqlite(join(place, 'journal.db'))
    await journal.append('alice', life, 0)
    await journal.close()
    copyFileSync(join(place, 'journal.db'), join(place, 'copy.db'))
    expect(await contentOf(await openSqlite(join(place, 'copy.db')))).toEqual(life)
  })

  it('says when its file is damaged', async () => {
    const file = join(folder(), 'journal.db')
    const journal = await openSqlite(file)
    await journal.append('alice', lifeIn('alice', 500), 0)
    await journal.close()
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.fill(0x21, 8192, bytes.length - 4096))
    const damaged = await openSqlite(file)
    expect(await rejection(contentOf(damaged))).toMatchObject({ code: 'ERR_JOURNAL_CORRUPT' })
  })

  it('takes no checkpoint for good that was changed', async () => {
    const file = join(folder(), 'journal.db')
    const journal = await openSqlite(file)
    await journal.saveCheckpoint('alice', { version: 3, machine: 'halflife.token/1', snapshot: { at: 100 } })
    change(file, `UPDATE checkpoints SET snapshot = replace(snapshot, '100', '900')`)
    expect(await journal.loadCheckpoint('alice', 'halflife.token/1')).toEqual({ version: 3 })
    await journal.saveCheckpoint('alice', { version: 4, machine: 'halflife.token/1', snapshot: 1 })
    expect(await journal.loadCheckpoint('alice', 'halflife.token/1')).toEqual({ version: 4, snapshot: 1 })
  })

  it('takes no record that brings another place in the chain than its own', async () => {
    const journal = await openSqlite(join(folder(), 'journal.db'))
    await journal.append('alice', life, 0)
    const chained = await all(journal.read('alice'))
    const [, second] = chained
    const copy = await openSqlite(join(folder(), 'copy.db'))
    for (const wrong of [{ hash: 'f'.repeat(64) }, { prev: 'f'.repeat(64) }, { recordedAtMs: 1 }]) {
      const changed = chained.map((record) => (record === second ? { ...record, ...wrong } : record))
      expect(await rejection(copy.append('alice', changed, 0))).toMatchObject({
        code: 'ERR_JOURNAL_CORRUPT',
        message: expect.stringMatching(/^Stream alice, version 2: /),
      })
    }
    await copy.append('alice', chained, 0)
    expect(await all(copy.read('alice'))).toEqual(chained)
  })

  it('never gives a position twice, even where its last records were deleted', async () => {
    const file = join(folder(), 'journal.db')
    const journal = await openSqlite(file)
    await journal.append('alice', life, 0)
    const positions = (await all(journal.readAll())).map(
      (record) => (record as { position?: string }).position,
    )
    change(file, `DELETE FROM records WHERE stream = 'alice'`)
    await journal.append('bob', lifeIn('bob', 2), 0)
    const after = positions.at(-1) as string
    const streams = (await all(journal.readAll({ after }))).map(({ stream }) => stream)
    expect(streams).toEqual(['bob', 'bob'])
  })

  it('refuses a position that it never gave', async () => {
    const journal = await openSqlite(join(folder(), 'journal.db'))
    await journal.append('alice', life, 0)
    for (const after of ['11', '-1', 'x', '', '1.5', '99999999999999999999']) {
      expect(await rejection(all(journal.readAll({ after })))).toMatchObject({ code: 'ERR_OPTION' })
    }
  })
})

describe('an SQLite journal that is opened for reading only', () => {
  it('writes nothing', async () => {
    const file = join(folder(), 'journal.db')
    const writer = await openSqlite(file)
    await writer.append('alice', life.slice(0, 5), 0)
    const reader = await openSqlite(file, { readOnly: true })
    expect(await rejection(reader.append('alice', life.slice(5), 5))).toMatchObject({
      code: 'ERR_JOURNAL_READ_ONLY',
    })
    expect(
      await rejection(reader.saveCheckpoint('alice', { version: 1, machine: 'm/1', snapshot: 1 })),
    ).toMatchObject({ code: 'ERR_JOURNAL_READ_ONLY' })
    expect(await contentOf(reader)).toEqual(life.slice(0, 5))
    await writer.append('alice', life.slice(5), 5)
    expect(await contentOf(reader)).toEqual(life)
  })

  it('must be there', async () => {
    const file = join(folder(), 'journal.db')
    expect(await rejection(openSqliteJournal(file, { readOnly: true }))).toMatchObject({
      code: 'ERR_JOURNAL_FILE',
      message: expect.stringContaining('is not there'),
    })
    expect(existsSync(file)).toBe(false)
  })

  it('leaves the file as it is', async () => {
    const file = join(folder(), 'journal.db')
    const writer = await openSqlite(file)
    await writer.append('alice', life, 0)
    await writer.close()
    const before = { bytes: readFileSync(file), mtimeMs: statSync(file).mtimeMs }
    const reader = await openSqlite(file, { readOnly: true })
    expect(await contentOf(reader)).toEqual(life)
    await reader.close()
    expect({ bytes: readFileSync(file), mtimeMs: statSync(file).mtimeMs }).toEqual(before)
  })
})

// Where mutants are run, a busy machine must not kill one.
describe.skipIf(process.env['HALFLIFE_MUTATION'])('an SQLite journal that others use too', () => {
  /** Another process that holds the lock of a database for a while. */
  async function lockedFor(file: string, ms: number): Promise<void> {
    const program = `
      const db = new (require('libsql'))(process.argv[1])
      db.exec('BEGIN IMMEDIATE'); console.log('locked')
      setTimeout(() => db.exec('COMMIT'), Number(process.argv[2]))`
    const other = spawn(process.execPath, ['-e', program, file, String(ms)])
    await once(other.stdout, 'data')
  }

  it('waits until they are done, and stops nothing else meanwhile', async () => {
    const file = join(folder(), 'journal.db')
    const journal = await openSqlite(file)
    await lockedFor(file, 400)
    let longestMs = 0
    let lastMs = performance.now()
    const ticking = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - lastMs)
      lastMs = performance.now()
    }, 5)
    const startMs = performance.now()
    expect(await journal.append('alice', life, 0)).toBe(10)
    expect(performance.now() - startMs).toBeGreaterThan(200)
    clearInterval(ticking)
    expect(longestMs).toBeLessThan(250)
  })

  it('gives up after a time, says so, and has written nothing', async () => {
    const file = join(folder(), 'journal.db')
    const journal = await openSqlite(file, { busyTimeoutMs: 50 })
    await lockedFor(file, 600)
    expect(await rejection(journal.append('alice', life, 0))).toMatchObject({
      code: 'ERR_JOURNAL_LOCKED',
      message: expect.stringMatching(/locked by another process for 50 ms/),
    })
    expect(await contentOf(journal)).toEqual([])
    const patient = await openSqlite(file)
    expect(await patient.append('alice', life, 0)).toBe(10)
    expect(await rejection(journal.append('alice', life.slice(4, 5), 1))).toBeInstanceOf(Error)
    await expect(journal.append('alice', [{ ...life[4], version: 5 } as never], 4)).resolves.toBe(10)
    const other = { ...life[4], recordedAtMs: 1 } as never
    await expect(journal.append('alice', [other], 4)).rejects.toBeInstanceOf(VersionConflictError)
  })
})

describe('the SQLite that is used', () => {
  const missing = (name: string) => async (): Promise<SqliteDriver> => {
    throw new Error(`Cannot find package '${name}'`)
  }
  const driver = (name: string) => async (): Promise<SqliteDriver> => ({
    name,
    open: () => expect.unreachable(),
  })

  it('is libsql, or else that of Node', async () => {
    const libsql = driver('libsql')
    const node = driver('node:sqlite')
    expect(await findDriver(undefined, { libsql, 'node:sqlite': node })).toMatchObject({ name: 'libsql' })
    expect(await findDriver(undefined, { libsql: missing('libsql'), 'node:sqlite': node })).toMatchObject({
      name: 'node:sqlite',
    })
    expect(await findDriver('node:sqlite', { libsql, 'node:sqlite': node })).toMatchObject({
      name: 'node:sqlite',
    })
    expect(await findDriver()).toMatchObject({ name: 'libsql' })
  })

  it('is missed in words that say how to get one', async () => {
    const none = { libsql: missing('libsql'), 'node:sqlite': missing('node:sqlite') }
    expect(await rejection(findDriver(undefined, none))).toMatchObject({
      code: 'ERR_JOURNAL_DRIVER',
      message: expect.stringMatching(/npm install libsql.*Node 22/),
    })
    expect(await rejection(findDriver('libsql', none))).toMatchObject({ code: 'ERR_JOURNAL_DRIVER' })
  })

  it('is one of those there are', async () => {
    const file = join(folder(), 'journal.db')
    expect(await rejection(openSqliteJournal(file, { driver: 'sqlite3' as never }))).toMatchObject({
      code: 'ERR_OPTION',
      message: expect.stringMatching(/libsql or node:sqlite/),
    })
  })
})

/** The usual SQLite, and somebody who hears every statement. */
async function spyOn(hear: (sql: string) => void): Promise<SqliteDriver> {
  const usual = await findDriver()
  return {
    name: 'spied on',
    open(file, options) {
      const connection = usual.open(file, options)
      return {
        exec(sql) {
          hear(sql)
          connection.exec(sql)
        },
        prepare(sql) {
          const { run, all } = connection.prepare(sql)
          const heard =
            <Answer>(ask: (parameters: readonly SqliteValue[]) => Answer) =>
            (parameters: readonly SqliteValue[]) => {
              hear(sql)
              return ask(parameters)
            }
          return { run: heard(run), all: heard(all) }
        },
        close: () => connection.close(),
      }
    },
  }
}
