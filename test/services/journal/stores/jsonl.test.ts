import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openJsonlJournal, type Repair } from '../../../../src/services/journal/jsonl/index.ts'
import { ourselves } from '../../../../src/services/journal/jsonl/process-identity.ts'
import { lifeIn } from '../../../../src/testing/journal-contract/stage.ts'
import { troubled } from './disks.ts'
import { all, contentOf, folder, openJsonl, rejection } from './place.ts'

const life = lifeIn('alice', 10)
const linesOf = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n')

/** A line as it is documented. */
function line(seq: number, part: string, record: unknown): string {
  const rest = `"seq":${seq},"part":"${part}","record":${JSON.stringify(record)}}`
  return `{"crc":"${crc32(rest).toString(16).padStart(8, '0')}",${rest}\n`
}

describe('a JSONL journal', () => {
  it('is a text of one JSON object a line, as documented', async () => {
    const file = join(folder(), 'journal.jsonl')
    const journal = await openJsonl(file)
    await journal.append('alice', life.slice(0, 1), 0)
    await journal.append('alice', life.slice(1, 4), 1)
    const stored = await all(journal.read('alice'))
    const [first, second, third, fourth] = stored
    expect(readFileSync(file, 'utf8')).toBe(
      [line(1, '1/1', first), line(2, '1/3', second), line(3, '2/3', third), line(4, '3/3', fourth)].join(''),
    )
  })

  it('is on disk before an append is acknowledged', async () => {
    const file = join(folder(), 'journal.jsonl')
    const { disk, trouble } = troubled()
    const journal = await openJsonl(file, { disk })
    for (let version = 0; version < 5; version++) {
      const before = trouble.syncs
      await journal.append('alice', life.slice(version, version + 1), version)
      expect(trouble.syncs).toBe(before + 1)
    }
    trouble.cannotSync = true
    expect(await rejection(journal.append('alice', life.slice(5, 6), 5))).toMatchObject({
      code: 'ERR_JOURNAL_FILE',
      message: expect.stringMatching(/cannot be written: EIO/),
    })
    expect(await contentOf(journal)).toEqual(life.slice(0, 5))
    trouble.cannotSync = false
    const before = trouble.syncs
    expect(await journal.append('alice', life.slice(5, 6), 5)).toBe(6)
    expect(trouble.syncs, 'cut off, and written again').toBe(before + 2)
    await journal.close()
    trouble.syncs = 0
    await openJsonl(file, { disk })
    expect(trouble.syncs, 'what a dead process left may not be on disk').toBe(1)
  })

  it('brings appends to many streams to the disk together', async () => {
    const { disk, trouble } = troubled()
    const journal = await openJsonl(join(folder(), 'journal.jsonl'), { disk })
    const streams = Array.from({ length: 50 }, (_, n) => `stream-${n}`)
    await Promise.all(streams.map((stream) => journal.append(stream, lifeIn(stream, 2), 0)))
    expect(trouble.syncs).toBeLessThan(5)
    for (const stream of streams) expect(await all(journal.read(stream))).toHaveLength(2)
  })

  it('refuses what is no journal, and leaves it', async () => {
    const place = folder()
    const texts = [
      'Dear diary,\n',
      '{"a":1}\n{"b":2}\n',
      'no line feed',
      '\n',
      `${JSON.stringify(life[0])}\n`,
    ]
    for (const [n, text] of texts.entries()) {
      const file = join(place, `notes-${n}`)
      writeFileSync(file, text)
      for (const options of [{}, { readOnly: true }, { salvage: true }]) {
        expect(await rejection(openJsonlJournal(file, options)), text).toMatchObject({
          code: 'ERR_JOURNAL_FILE',
          message: expect.stringMatching(/notes-\d.* is not a journal of halflife/),
        })
      }
      expect(readFileSync(file, 'utf8')).toBe(text)
      expect(existsSync(`${file}.lock`)).toBe(false)
    }
  })

  it('refuses a history with a gap that was framed as if it were whole', async () => {
    const file = join(folder(), 'journal.jsonl')
    const journal = await openJsonl(file)
    await journal.append('alice', life, 0)
    const [first, , third] = await all(journal.read('alice'))
    await journal.close()
    writeFileSync(file, line(1, '1/1', first) + line(2, '1/1', third))
    expect(await rejection(openJsonlJournal(file))).toMatchObject({
      code: 'ERR_JOURNAL_CORRUPT',
      message: 'Stream alice, version 3: expected version 2 here.',
    })
  })

  it('keeps what a later machine decided: to be read, and not written to', async () => {
    const file = join(folder(), 'journal.jsonl')
    const journal = await openJsonl(file)
    await journal.append('alice', life.slice(0, 1), 0)
    const [first] = await all(journal.read('alice'))
    await journal.close()
    const text = line(1, '1/1', { ...first, machine: 'halflife.token/2' })
    writeFileSync(file, text)
    const again = await openJsonl(file)
    expect((await contentOf(again)).map(({ machine }) => machine)).toEqual(['halflife.token/2'])
    expect(await rejection(again.append('alice', life.slice(1, 2), 1))).toMatchObject({
      code: 'ERR_JOURNAL_NEWER',
      message: expect.stringMatching(/^Stream alice, version 1 .*halflife\.token\/2/),
    })
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it('reads lines of any length', async () => {
    const file = join(folder(), 'journal.jsonl')
    const journal = await openJsonl(file)
    const stream = 'x'.repeat(300_000)
    await journal.append(stream, lifeIn(stream, 2), 0)
    await journal.append('alice', life, 0)
    await journal.close()
    const again = await openJsonl(file)
    expect(await contentOf(again)).toEqual([...lifeIn(stream, 2), ...life])
  })

  it('refuses a position that it never gave', async () => {
    const journal = await openJsonl(join(folder(), 'journal.jsonl'))
    await journal.append('alice', life, 0)
    for (const after of ['7', '999999', '-1', 'x', '', '1.5']) {
      expect(await rejection(all(journal.readAll({ after })))).toMatchObject({ code: 'ERR_OPTION' })
    }
  })

  it('writes the whole of an append, or cuts off what it had begun', async () => {
    const file = join(folder(), 'journal.jsonl')
    const { disk, trouble } = troubled()
    const journal = await openJsonl(file, { disk })
    await journal.append('alice', life.slice(0, 4), 0)
    const whole = readFileSync(file, 'utf8')
    for (const spaceBytes of [0, 1, 100, 700, 1500]) {
      trouble.spaceBytes = spaceBytes
      expect(await rejection(journal.append('alice', life.slice(4), 4))).toMatchObject({
        code: 'ERR_JOURNAL_FILE',
        message: expect.stringMatching(/cannot be written: ENOSPC/),
      })
      expect(await contentOf(journal)).toEqual(life.slice(0, 4))
      expect(readFileSync(file, 'utf8').length).toBe(whole.length + spaceBytes)
    }
    trouble.spaceBytes = undefined
    expect(await journal.append('alice', life.slice(4), 4)).toBe(10)
    expect(linesOf(file)).toHaveLength(10)
    await journal.close()
    const again = await openJsonl(file)
    expect(again.repaired).toBeUndefined()
    expect(await contentOf(again)).toEqual(life)
  })

  it('notices that somebody else has changed the file', async () => {
    const file = join(folder(), 'journal.jsonl')
    const journal = await openJsonl(file)
    for (const record of life.slice(0, 4)) await journal.append('alice', [record], record.version - 1)
    const shorter = `${linesOf(file).slice(0, 3).join('\n')}\n`
    writeFileSync(file, shorter)
    expect(await rejection(journal.append('alice', life.slice(4), 4))).toMatchObject({
      code: 'ERR_VERSION_CONFLICT',
      actualVersion: 3,
    })
    expect(readFileSync(file, 'utf8')).toBe(shorter)
  })
})

describe('a JSONL journal that is opened for reading only', () => {
  it('is read by many at once while another writes it', async () => {
    const file = join(folder(), 'journal.jsonl')
    const writer = await openJsonl(file)
    await writer.append('alice', life.slice(0, 3), 0)
    const reader = await openJsonl(file, { readOnly: true })
    await writer.append('alice', life.slice(3), 3)
    const readings = Array.from({ length: 5 }, () => all(reader.readAll()))
    for (const records of await Promise.all(readings)) expect(records).toHaveLength(life.length)
  })

  it('needs no lock, writes nothing, and sees what its writer adds', async () => {
    const file = join(folder(), 'journal.jsonl')
    const writer = await openJsonl(file)
    await writer.append('alice', life.slice(0, 5), 0)
    const reader = await openJsonl(file, { readOnly: true })
    expect(await contentOf(reader)).toEqual(life.slice(0, 5))
    await writer.append('alice', life.slice(5), 5)
    await writer.saveCheckpoint('alice', { version: 5, machine: 'halflife.token/1', snapshot: 'five' })
    expect(await contentOf(reader)).toEqual(life)
    expect(await reader.loadCheckpoint('alice', 'halflife.token/1')).toEqual({ version: 5, snapshot: 'five' })
    for (const write of [
      () => reader.append('alice', life, 0),
      () => reader.saveCheckpoint('alice', { version: 1, machine: 'm/1', snapshot: 1 }),
    ]) {
      expect(await rejection(write())).toMatchObject({ code: 'ERR_JOURNAL_READ_ONLY' })
    }
  })

  it('leaves a torn end where it is, and tells of it once', async () => {
    const file = join(folder(), 'journal.jsonl')
    const writer = await openJsonl(file)
    await writer.append('alice', life, 0)
    await writer.close()
    const { size } = statSync(file)
    appendFileSync(file, '{"crc":"00')
    const repairs: Repair[] = []
    const reader = await openJsonl(file, { readOnly: true, onRepair: (repair) => repairs.push(repair) })
    expect(await contentOf(reader)).toEqual(life)
    expect(await contentOf(reader)).toEqual(life)
    expect(repairs).toEqual([{ atByte: size, bytes: 10 }])
    expect(statSync(file).size).toBe(size + 10)
  })

  it('must be there, and is never salvaged', async () => {
    const file = join(folder(), 'journal.jsonl')
    expect(await rejection(openJsonlJournal(file, { readOnly: true }))).toMatchObject({
      code: 'ERR_JOURNAL_FILE',
    })
    expect(existsSync(file)).toBe(false)
    expect(await rejection(openJsonlJournal(file, { readOnly: true, salvage: true }))).toMatchObject({
      code: 'ERR_OPTION',
    })
  })
})

describe('the lock of a JSONL journal', () => {
  it('keeps a second writer out, also in the same process, until the first has closed', async () => {
    const file = join(folder(), 'journal.jsonl')
    const journal = await openJsonl(file)
    const { message } = await rejection(openJsonlJournal(file))
    expect(message).toContain(`has a writer: process ${process.pid} on ${hostname()}`)
    await journal.close()
    expect(existsSync(`${file}.lock`)).toBe(false)
    await openJsonl(file)
  })

  it.each([
    ['a process that is no more', { pid: 4_000_000, host: hostname() }],
    ['a process whose number was given again', { ...ourselves(), born: 'another boot/1' }],
  ])('of %s is taken over', async (_, owner) => {
    const file = join(folder(), 'journal.jsonl')
    writeFileSync(`${file}.lock`, JSON.stringify(owner))
    const journal = await openJsonl(file)
    expect(await journal.append('alice', life, 0)).toBe(10)
    expect(JSON.parse(readFileSync(`${file}.lock`, 'utf8'))).toMatchObject({ pid: process.pid })
  })

  it.each([
    ['of another machine', JSON.stringify({ pid: 4_000_000, host: 'elsewhere' })],
    ['that nobody can read', ''],
  ])('%s is left alone', async (_, text) => {
    const file = join(folder(), 'journal.jsonl')
    writeFileSync(`${file}.lock`, text)
    expect(await rejection(openJsonlJournal(file))).toMatchObject({
      code: 'ERR_JOURNAL_LOCKED',
      message: expect.stringMatching(/remove .*journal\.jsonl\.lock/),
    })
    expect(readFileSync(`${file}.lock`, 'utf8')).toBe(text)
  })

  it('that was taken away stops the writer that had it', async () => {
    const file = join(folder(), 'journal.jsonl')
    const journal = await openJsonl(file)
    await journal.append('alice', life.slice(0, 1), 0)
    const theirs = JSON.stringify({ pid: process.ppid, host: hostname() })
    writeFileSync(`${file}.lock`, theirs)
    expect(await rejection(journal.append('alice', life.slice(1), 1))).toMatchObject({
      code: 'ERR_JOURNAL_LOCKED',
    })
    await journal.close()
    expect(readFileSync(`${file}.lock`, 'utf8')).toBe(theirs)
  })
})

describe('the checkpoints of a JSONL journal', () => {
  const machine = 'halflife.token/1'
  const save = (journal: Awaited<ReturnType<typeof openJsonl>>, stream: string, version: number) =>
    journal.saveCheckpoint(stream, { version, machine, snapshot: { of: version } })

  it('may be thrown away', async () => {
    const file = join(folder(), 'journal.jsonl')
    const journal = await openJsonl(file)
    await journal.append('alice', life, 0)
    await save(journal, 'alice', 5)
    await journal.close()
    writeFileSync(`${file}.checkpoints`, '')
    const again = await openJsonl(file)
    expect(await again.loadCheckpoint('alice', machine)).toBeUndefined()
    expect(await contentOf(again)).toEqual(life)
  })

  it('are known to be damaged, and saved anew', async () => {
    const file = join(folder(), 'journal.jsonl')
    const journal = await openJsonl(file)
    await save(journal, 'alice', 5)
    await save(journal, 'bob', 6)
    await journal.close()
    const text = readFileSync(`${file}.checkpoints`, 'utf8')
    writeFileSync(`${file}.checkpoints`, text.replace('"of":5', '"of":7'))
    const again = await openJsonl(file)
    expect(await again.loadCheckpoint('alice', machine)).toEqual({ version: 5 })
    expect(await again.loadCheckpoint('bob', machine)).toEqual({ version: 6, snapshot: { of: 6 } })
    await save(again, 'alice', 3)
    expect(await again.loadCheckpoint('alice', machine)).toEqual({ version: 3, snapshot: { of: 3 } })
  })

  it('outlive a crash while one was saved, whatever was left of it', async () => {
    const file = join(folder(), 'journal.jsonl')
    const journal = await openJsonl(file)
    await save(journal, 'alice', 5)
    const one = readFileSync(`${file}.checkpoints`)
    await save(journal, 'alice', 6)
    const two = readFileSync(`${file}.checkpoints`)
    await journal.close()
    for (let length = one.length; length < two.length; length++) {
      writeFileSync(`${file}.checkpoints`, two.subarray(0, length))
      const again = await openJsonl(file)
      expect(await again.loadCheckpoint('alice', machine)).toEqual({ version: 5, snapshot: { of: 5 } })
      await save(again, 'alice', 7)
      await again.close()
      const third = await openJsonl(file, { readOnly: true })
      expect(await third.loadCheckpoint('alice', machine)).toEqual({ version: 7, snapshot: { of: 7 } })
      await third.close()
    }
  })

  it('do not fill the disk, however many are saved', async () => {
    const file = join(folder(), 'journal.jsonl')
    const journal = await openJsonl(file)
    for (let version = 1; version <= 1000; version++) await save(journal, 'alice', version)
    expect(linesOf(`${file}.checkpoints`).length).toBeLessThan(200)
    expect(await journal.loadCheckpoint('alice', machine)).toEqual({ version: 1000, snapshot: { of: 1000 } })
  })
})
