import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import type { JournalRecord } from '../../../../src/index.ts'
import { openJsonlJournal, type Repair } from '../../../../src/services/journal/jsonl/index.ts'
import { lifeIn } from '../../../../src/testing/journal-contract/stage.ts'
import { inMemory } from './disks.ts'
import { contentOf, folder, openJsonl, rejection } from './place.ts'

const bobs = lifeIn('bob', 20)
const alices = lifeIn('room-7/alice', 30)

/** What a file of 50 records holds, in the order of its lines, and the lengths at which a write was done. */
interface Written {
  readonly bytes: Buffer
  readonly records: readonly JournalRecord[]
  /** How many bytes the file had after each append, and how many records. */
  readonly appends: readonly { readonly bytes: number; readonly records: number }[]
}

/** Two streams by turns; most appends of one record, some of several. */
async function write(file: string): Promise<Written> {
  const journal = await openJsonlJournal(file)
  const records: JournalRecord[] = []
  const appends = [{ bytes: 0, records: 0 }]
  const left = [[...alices], [...bobs]]
  for (let turn = 0; records.length < 50; turn++) {
    const batch = left[turn % 2]?.splice(0, turn % 5 === 0 ? 3 : 1) ?? []
    const [first] = batch
    if (!first) continue
    await journal.append(first.stream, batch, first.version - 1)
    records.push(...batch)
    appends.push({ bytes: readFileSync(file).length, records: records.length })
  }
  await journal.close()
  return { bytes: readFileSync(file), records, appends }
}

/** Reads thousands of files: where each mutant is tried, examples have to do. */
const exhaustive = it.skipIf(process.env['HALFLIFE_MUTATION'])

describe('a JSONL journal of 50 records', () => {
  let written: Written
  let texts: string[]
  beforeAll(async () => {
    const path = mkdtempSync(join(tmpdir(), 'halflife-journal-'))
    written = await write(join(path, 'journal.jsonl'))
    rmSync(path, { recursive: true })
    const lines = written.bytes.toString().trimEnd().split('\n')
    texts = lines.map((line) => JSON.stringify(JSON.parse(line).record))
  })

  /**
   * Opens those bytes as a journal: how many records are there, and what was left out; or why not. In memory, or
   * some hundred thousand files would have to be written.
   */
  async function open(bytes: Buffer) {
    const repairs: Repair[] = []
    try {
      const journal = await openJsonlJournal('journal.jsonl', {
        readOnly: true,
        disk: inMemory(bytes),
        onRepair: (repair) => repairs.push(repair),
      })
      let records = 0
      for await (const { position: _, ...record } of journal.readAll()) {
        if (JSON.stringify(record) !== texts[records++])
          expect(record).toEqual(JSON.parse(texts[records - 1] ?? '0'))
      }
      if (journal.repaired !== repairs[0]) expect.unreachable('it says one thing here, and another there')
      await journal.close()
      return { records, repairs }
    } catch (error) {
      return { error: error as Error & { code: string } }
    }
  }

  exhaustive('cut off anywhere, holds every whole append before the cut, and tells of the rest', async () => {
    for (let length = 0; length <= written.bytes.length; length++) {
      const whole = written.appends.findLast(({ bytes }) => bytes <= length) ?? { bytes: 0, records: 0 }
      const left = length - whole.bytes
      const repairs = left === 0 ? [] : [{ atByte: whole.bytes, bytes: left }]
      const found = await open(written.bytes.subarray(0, length))
      if (!isDeepStrictEqual(found, { records: whole.records, repairs })) {
        expect(found, `cut at ${length}`).toEqual({ records: whole.records, repairs })
      }
    }
  })

  exhaustive(
    'with one byte damaged anywhere, is refused, or holds every append but the torn last one',
    async () => {
      const { bytes: end = 0, records } = written.appends.at(-2) ?? {}
      // As after a crash: part of the last append is blank, or its line has no end. It is told of.
      const torn = { records, repairs: [{ atByte: end, bytes: written.bytes.length - end }] }
      const counts = { refused: 0, torn: 0 }
      for (let at = 0; at < written.bytes.length; at++) {
        const byte = written.bytes[at] as number
        // A flipped bit; and in some places a blank byte, and a line feed.
        for (const wrong of at % 16 === 0 || at >= end
          ? [byte ^ (1 << (at % 8)), 0, 10]
          : [byte ^ (1 << (at % 8))]) {
          if (wrong === byte) continue
          const bytes = Buffer.from(written.bytes)
          bytes[at] = wrong
          const found = await open(bytes)
          if (found.error?.code === 'ERR_JOURNAL_CORRUPT') counts.refused++
          else if (at >= end && isDeepStrictEqual(found, torn)) counts.torn++
          else expect.unreachable(`byte ${at} -> ${wrong}: ${found.error ?? JSON.stringify(found)}`)
        }
      }
      expect(counts.refused).toBeGreaterThan(written.bytes.length)
      // Only blanks in it, and the loss of its line feed, look as a crash does.
      expect(counts.torn).toBe(written.bytes.length - end + 1)
    },
  )

  it('with a line lost, doubled or swapped, is refused by its stream and version', async () => {
    const lines = written.bytes.toString().trimEnd().split('\n')
    for (let index = 0; index < lines.length; index++) {
      const changes = {
        lost: lines.toSpliced(index, 1),
        doubled: lines.toSpliced(index, 0, lines[index] as string),
        swapped: lines.toSpliced(index, 2, ...lines.slice(index, index + 2).reverse()),
        again: [...lines, lines[index] as string],
      }
      for (const [what, changed] of Object.entries(changes)) {
        if (changed.join() === lines.join()) continue
        // The last line lost is a file that is cut off: that is no damage.
        if (what === 'lost' && index === lines.length - 1) continue
        const { error } = await open(Buffer.from(changed.map((line) => `${line}\n`).join('')))
        expect(error, `line ${index} ${what}`).toMatchObject({
          code: 'ERR_JOURNAL_CORRUPT',
          message: expect.stringMatching(/^Stream (bob|room-7\/alice), version \d+: /),
        })
      }
    }
  })

  it('damaged in the middle, says where, and is left as it is', async () => {
    const file = join(folder(), 'journal.jsonl')
    const bytes = Buffer.from(written.bytes)
    const { stream, version } = written.records[24] as JournalRecord
    const line = bytes.indexOf(`"stream":"${stream}","version":${version},`)
    bytes[bytes.indexOf('"state"', line) + 10] = 0x21
    writeFileSync(file, bytes)
    const error = await rejection(openJsonlJournal(file))
    expect(error.message).toMatch(
      new RegExp(`^Stream ${stream}, version ${version}: the line is damaged \\(byte \\d+ of the file\\)`),
    )
    expect(readFileSync(file)).toEqual(bytes)
    expect(existsSync(`${file}.lock`)).toBe(false)
  })

  it('damaged in the middle, keeps what is before and sets the rest aside, if told to salvage', async () => {
    const file = join(folder(), 'journal.jsonl')
    const at = written.appends.find(({ records }) => records >= 30) as { bytes: number; records: number }
    const bytes = Buffer.from(written.bytes)
    bytes[at.bytes + 200] = 0x21
    for (const setAsideIn of [`${file}.damaged`, `${file}.damaged.2`]) {
      writeFileSync(file, bytes)
      const journal = await openJsonl(file, { salvage: true })
      expect(journal.repaired).toEqual({
        atByte: at.bytes,
        bytes: bytes.length - at.bytes,
        setAsideIn,
      })
      expect(readFileSync(setAsideIn)).toEqual(bytes.subarray(at.bytes))
      expect(await contentOf(journal)).toEqual(written.records.slice(0, at.records))
      const next = written.records[at.records] as JournalRecord
      expect(await journal.append(next.stream, [next], next.version - 1)).toBe(next.version)
      await journal.close()
      const again = await openJsonl(file)
      expect(await contentOf(again)).toEqual(written.records.slice(0, at.records + 1))
      expect(again.repaired).toBeUndefined()
      await again.close()
    }
  })

  it('torn, is cut before the next append: what follows is whole', async () => {
    const file = join(folder(), 'journal.jsonl')
    for (const { bytes, records } of written.appends.slice(0, -1)) {
      for (const torn of [1, 17, 150, 299]) {
        writeFileSync(file, written.bytes.subarray(0, bytes + torn))
        const journal = await openJsonl(file)
        expect(journal.repaired).toEqual({ atByte: bytes, bytes: torn })
        const next = written.records[records] as JournalRecord
        await journal.append(next.stream, [next], next.version - 1)
        expect(await contentOf(journal)).toEqual(written.records.slice(0, records + 1))
        await journal.close()
        const again = await openJsonl(file)
        expect(again.repaired).toBeUndefined()
        expect(await contentOf(again)).toEqual(written.records.slice(0, records + 1))
        await again.close()
      }
    }
  })

  it('whose last append was lost in sectors, holds all before it', async () => {
    const file = join(folder(), 'journal.jsonl')
    const journal = await openJsonl(file)
    await journal.append('bob', bobs.slice(0, 2), 0)
    const whole = readFileSync(file).length
    // One append of several sectors, of which some were written and some were not.
    await journal.append('bob', bobs.slice(2), 2)
    await journal.close()
    const bytes = readFileSync(file)
    for (let from = whole; from < bytes.length; from += 512) {
      const blanked = Buffer.from(bytes).fill(0, from, Math.min(bytes.length, from + 512))
      writeFileSync(file, blanked)
      const again = await openJsonl(file)
      expect(await contentOf(again)).toEqual(bobs.slice(0, 2))
      expect(again.repaired).toEqual({ atByte: whole, bytes: bytes.length - whole })
      await again.close()
    }
  })

  it('damaged while it is open, is not read as if it were not', async () => {
    const file = join(folder(), 'journal.jsonl')
    writeFileSync(file, written.bytes)
    const journal = await openJsonl(file)
    const bytes = Buffer.from(written.bytes)
    bytes[bytes.indexOf('"version":7,') + 30] = 0x21
    writeFileSync(file, bytes)
    expect(await rejection(contentOf(journal))).toMatchObject({ code: 'ERR_JOURNAL_CORRUPT' })
  })
})
