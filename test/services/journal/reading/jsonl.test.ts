import fc from 'fast-check'
import { exportJsonl, importJsonl, type JournalRecord } from 'halflife'
import { traces } from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { all, chained, recorded } from '../recorded.ts'

const names = fc.string({ unit: 'grapheme', minLength: 1 })
const textOf = async (records: Iterable<JournalRecord> | AsyncIterable<JournalRecord>) =>
  (await all(exportJsonl(records))).join('')

const one: JournalRecord = recorded({
  policy: 'stay',
  input: { token: { issuedAtMs: 0, expiresAtMs: 60_000 }, atMs: 0 },
  entries: [],
})[0] as JournalRecord
const line = JSON.stringify(one)

describe('JSONL', () => {
  it('goes round byte for byte, in whatever pieces it comes', () =>
    fc.assert(
      fc.asyncProperty(
        traces(fc, { maxLength: 10 }),
        names,
        fc.integer({ min: 1, max: 300 }),
        async (trace, stream, size) => {
          const records = await chained(recorded(trace, stream))
          const text = await textOf(records)
          expect(await textOf(importJsonl(text))).toBe(text)
          expect(await all(importJsonl(text))).toEqual(records)
          const bytes = Buffer.from(text)
          const cut = (whole: string | Buffer) =>
            Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
              typeof whole === 'string'
                ? whole.slice(at * size, (at + 1) * size)
                : whole.subarray(at * size, (at + 1) * size),
            )
          expect(await textOf(importJsonl(cut(text)))).toBe(text)
          expect(await textOf(importJsonl(cut(bytes)))).toBe(text)
        },
      ),
      { numRuns: 60 },
    ))

  it('leaves out the position that readAll adds', async () => {
    expect(await textOf([{ ...one, position: '7' } as JournalRecord])).toBe(`${line}\n`)
  })

  it('keeps what it does not understand: a record of a later version', async () => {
    const later = '{"stream":"a","version":3,"schema":7,"what":"nobody knows yet"}\n'
    expect(await textOf(importJsonl(later))).toBe(later)
    const machine = `${JSON.stringify({ ...one, machine: 'halflife.token/9', facts: [{ type: 'new' }] })}\n`
    expect(await textOf(importJsonl(machine))).toBe(machine)
  })

  it('is empty without records', async () => expect(await all(importJsonl(''))).toEqual([]))

  it('is torn wherever it is cut within a line', async () => {
    const text = `${line}\n${line}\n`
    for (let end = 1; end < text.length; end++) {
      if (end === line.length + 1) continue
      const torn = end <= line.length ? 1 : 2
      await expect(all(importJsonl(text.slice(0, end)))).rejects.toMatchObject({
        code: 'ERR_JOURNAL_CORRUPT',
        message: `Line ${torn} is torn: no line feed ends it.`,
      })
    }
  })

  it.each([
    ['an empty line', ''],
    ['no JSON', 'version 2'],
    ['a list', '[]'],
    ['null', 'null'],
    ['no version', JSON.stringify({ ...one, version: undefined })],
    ['version 0', JSON.stringify({ ...one, version: 0 })],
    ['no time', JSON.stringify({ ...one, atMs: '0' })],
    ['no event', JSON.stringify({ ...one, event: null })],
    ['facts that are none', JSON.stringify({ ...one, facts: [1] })],
    ['a position', JSON.stringify({ ...one, position: '1' })],
  ])('is refused with the number of the line: %s', async (_, wrong) => {
    const taken: JournalRecord[] = []
    const reading = (async () => {
      for await (const record of importJsonl(`${line}\n${wrong}\n${line}\n`)) taken.push(record)
    })()
    await expect(reading).rejects.toMatchObject({
      code: 'ERR_JOURNAL_CORRUPT',
      message: expect.stringMatching(/^Line 2 /),
    })
    expect(taken).toHaveLength(1)
  })

  it('says nothing of what a malformed line holds', async () => {
    const secret = 'eyJhbGciOiJIUzI1NiJ9'
    const error = await all(importJsonl(`{"token":"${secret}"}\n`)).catch((thrown) => thrown)
    expect(`${error.message}${error.stack}${error.cause}`).not.toContain(secret)
  })

  it('is UTF-8 or nothing', async () => {
    await expect(all(importJsonl([Uint8Array.of(0xff, 0x0a)]))).rejects.toMatchObject({
      code: 'ERR_JOURNAL_CORRUPT',
    })
    await expect(all(importJsonl([Uint8Array.of(0xe2, 0x82)]))).rejects.toMatchObject({
      code: 'ERR_JOURNAL_CORRUPT',
    })
  })
})
