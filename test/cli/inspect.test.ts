import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { exportJsonl, type JournalRecord } from 'halflife'
import { beforeAll, describe, expect, it } from 'vitest'
import { runInspect } from '../../src/cli/inspect/run-inspect.ts'
import { runCli } from '../../src/cli/run.ts'
import { openJsonlJournal } from '../../src/services/journal/jsonl/index.ts'
import { openSqliteJournal } from '../../src/services/journal/sqlite/index.ts'
import { until } from '../services/inspector/until.ts'
import { capturedIo, hasControlCodes } from './captured-io.ts'
import { anotherPage, shown, whileRunning } from './inspecting.ts'
import { journalFolder, recordsOfScenes } from './journal-files.ts'

let records: JournalRecord[]
let folder: Awaited<ReturnType<typeof journalFolder>>

beforeAll(async () => {
  records = await recordsOfScenes('kick')
  folder = await journalFolder()
})

describe('halflife inspect follows a journal that another one writes', () => {
  const [first, second] = [() => records.slice(0, 3), () => records.slice(3)]

  it.each(['sqlite', 'jsonl'] as const)('%s', async (kind) => {
    const file = await folder[kind](`followed.${kind}`, first())
    const { exitCode, stdout, stderr } = await whileRunning([file], async (page) => {
      await until(() => expect(shown(page)).toEqual(first()))
      const writer = await (kind === 'sqlite' ? openSqliteJournal(file) : openJsonlJournal(file))
      await writer.append(records[0]?.stream ?? '', second(), 3)
      await until(() => expect(shown(page)).toEqual(records))
      await writer.close()
      expect(page.of('hello')).toMatchObject([{ mode: 'journal', sources: [{ name: `followed.${kind}` }] }])
    })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toContain(`It shows ${file}, and follows it`)
  })

  it('an export', async () => {
    const file = await folder.exported('followed.export', first())
    await whileRunning([file], async (page) => {
      await until(() => expect(shown(page)).toEqual(first()))
      for await (const line of exportJsonl(second())) await appendFile(file, line)
      await until(() => expect(shown(page)).toEqual(records))
    })
  })

  it('and shows none of it twice', async () => {
    const file = await folder.jsonl('once.jsonl', first())
    await whileRunning([file], async (page) => {
      const again = anotherPage(page)
      await until(() => expect([...page.of('caught-up'), ...again.of('caught-up')]).toHaveLength(2))
      const writer = await openJsonlJournal(file)
      for (const record of second()) await writer.append(record.stream, [record], record.version - 1)
      await writer.close()
      await until(() => expect(shown(again)).toHaveLength(records.length))
      await until(() => expect(shown(page)).toEqual(records))
      expect(shown(again)).toEqual(records)
    })
  })
})

describe('halflife inspect', () => {
  it('without a journal says how an app tells it what it does, and shows the stream asked for first', async () => {
    const { exitCode, stdout, url } = await whileRunning(['--stream', 'room-7/alice'], async (page) => {
      await until(() => expect(page.of('caught-up')).toHaveLength(1))
      expect(page.of('hello')).toMatchObject([{ mode: 'live', sources: [], stream: 'room-7/alice' }])
    })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/createInspector\(\{ url: 'ws:\/\/127\.0\.0\.1:\d+\/[\w-]{22}\/feed' \}\)/)
    expect(hasControlCodes(stdout)).toBe(false)
    await expect(fetch(url)).rejects.toThrow()
  })

  it('says that a stream asked for is not there, since it may be a slip, and shows the page: it may come', async () => {
    const file = await folder.jsonl('streams.jsonl', records)
    const stream = records[0]?.stream ?? ''
    for (const [asked, stderr] of [
      [stream, ''],
      ['room-7/alicia', `halflife: ${file} has no stream room-7/alicia yet.\n`],
    ] as const) {
      const outcome = await whileRunning(['--stream', asked, file], async (page) => {
        await until(() => expect(page.of('hello')).toMatchObject([{ stream: asked }]))
      })
      expect(outcome).toMatchObject({ exitCode: 0, stderr })
    }
  })

  it('opens the page for the user, unless it is told not to', async () => {
    const opened: string[] = []
    const { io, written, interrupt } = capturedIo()
    const show = (url: string) => void opened.push(url)
    const exit = runInspect(undefined, { port: 0, open: true }, io, show)
    await until(() => expect(opened).toHaveLength(1))
    const url = /http:\S+/.exec(written.stdout)?.[0] ?? ''
    const once = await fetch(opened[0] ?? '', { redirect: 'manual' })
    expect(once).toMatchObject({ status: 303 })
    expect(new URL(once.headers.get('location') ?? '', url).href).toBe(url)
    expect(opened[0]).not.toContain(url)
    interrupt()
    expect(await exit).toBe(0)
  })

  it.each([
    ['a journal that is not there', () => ['inspect', folder.at('none.db')], 'is not there'],
    ['no journal at all', () => ['inspect', new URL(import.meta.url).pathname], 'is no journal of halflife'],
    ['a port that is none', () => ['inspect', '--port', '70000'], '0 to 65535'],
  ])('is asked wrongly with %s', async (_, argv, why) => {
    const { io, written } = capturedIo()
    expect(await runCli(argv(), io)).toBe(2)
    expect(written.stderr).toMatch(/^halflife: [^\n]+\n$/)
    expect(written.stderr).toContain(why)
  })

  it('ends with exit code 1 over a journal that is damaged, and says where', async () => {
    const whole = await folder.jsonl('whole.jsonl', records)
    const file = await folder.changed(whole, 'damaged.jsonl', (text) =>
      text.replace('"version":2', '"version":9'),
    )
    const { io, written } = capturedIo()
    expect(await runCli(['inspect', '--no-open', file], io)).toBe(1)
    expect(written.stderr).toMatch(/^halflife: .*damaged.*\n$/)
  })

  it('says on the page that a journal was damaged meanwhile, and goes on when it is whole again', async () => {
    const file = await folder.jsonl('hurt.jsonl', records.slice(0, 4))
    const text = await readFile(file, 'utf8')
    await whileRunning([file], async (page) => {
      await until(() => expect(page.records()).toHaveLength(4))
      await appendFile(file, 'this is no record\n{"nor":"this"}\n')
      await until(() => expect(page.of('problem')).toHaveLength(1))
      await until(() => expect(page.of('source')).toMatchObject([{ source: { status: 'failed' } }]))
      await writeFile(file, text)
      await until(() => expect(page.of('source')).toHaveLength(2))
      expect(page.of('source')[1]).toMatchObject({ source: { status: 'open' } })
      expect(page.records()).toHaveLength(4)
    })
  })

  it('says in --help what can be asked', async () => {
    const { io, written } = capturedIo()
    expect(await runCli(['inspect', '--help'], io)).toBe(0)
    for (const word of [
      '[journal]',
      '--port <number>',
      '--stream <stream>',
      '--no-open',
      '127.0.0.1',
      'Exit code 0',
    ])
      expect(written.stdout).toContain(word)
    for (const line of written.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })
})
