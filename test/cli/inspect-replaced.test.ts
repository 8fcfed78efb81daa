import { appendFile, copyFile, readFile, rename } from 'node:fs/promises'
import type { JournalRecord } from 'halflife'
import { beforeAll, describe, expect, it } from 'vitest'
import { until } from '../services/inspector/until.ts'
import { anotherPage, shown, whileRunning } from './inspecting.ts'
import { journalFolder, recordsOfScenes } from './journal-files.ts'

let records: JournalRecord[]
let folder: Awaited<ReturnType<typeof journalFolder>>

beforeAll(async () => {
  records = await recordsOfScenes('kick')
  folder = await journalFolder()
})

const first = () => records.slice(0, 5)
const others = () => records.map((record) => ({ ...record, stream: `other-${record.stream}` }))

describe.each([
  ['an export that is written anew', 'exported', 'exported', copyFile],
  ['a JSONL journal that is rotated', 'jsonl', 'jsonl', rename],
  ['an SQLite journal that is rotated', 'sqlite', 'sqlite', rename],
  ['a journal of another kind', 'jsonl', 'exported', rename],
] as const)('halflife inspect begins the page anew with %s', (name, before, after, put) => {
  it.each([
    ['longer', () => others()],
    ['of one record', () => others().slice(0, 1)],
  ])('%s', async (length, told) => {
    const file = await folder[before](`${name} ${length}`, first())
    const next = await folder[after](`${name} ${length}, next`, told())
    await whileRunning([file], async (page) => {
      await until(() => expect(shown(page)).toEqual(first()))
      await put(next, file)
      expect(await page.closed).toBe(1012)
      expect(shown(page)).toEqual(first())
      const again = anotherPage(page)
      await until(() => expect(shown(again)).toEqual(told()))
    })
  })
})

describe('halflife inspect goes on with the same journal', () => {
  it.each(['sqlite', 'jsonl', 'exported'] as const)(
    'when it was away, and says so meanwhile: %s',
    async (kind) => {
      const file = await folder[kind](`away.${kind}`, records)
      await whileRunning([file], async (page) => {
        await until(() => expect(shown(page)).toEqual(records))
        await rename(file, `${file}.away`)
        const message = `${file} is not there any more.`
        await until(() => expect(page.of('problem')).toMatchObject([{ message }]))
        await rename(`${file}.away`, file)
        const open = { source: { status: 'open' } }
        await until(() => expect(page.of('source').at(-1)).toMatchObject(open))
        expect(shown(page)).toEqual(records)
      })
    },
  )

  it('when half of a write is in it, and leaves that out', async () => {
    const file = await folder.jsonl('half.jsonl', first())
    const whole = await readFile(await folder.jsonl('whole.jsonl', records), 'utf8')
    const rest = whole.slice((await readFile(file, 'utf8')).length)
    await whileRunning([file], async (page) => {
      await until(() => expect(shown(page)).toEqual(first()))
      await appendFile(file, rest.slice(0, 40))
      const later = anotherPage(page)
      await until(() => expect(later.of('caught-up')).toHaveLength(1))
      expect(shown(later)).toEqual(first())
      await appendFile(file, rest.slice(40))
      for (const one of [page, later]) await until(() => expect(shown(one)).toEqual(records))
      expect([...page.of('problem'), ...later.of('problem')]).toEqual([])
    })
  })
})
