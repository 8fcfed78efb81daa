import { appendFile, copyFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { exportJsonl, importJsonl, type JournalRecord } from 'halflife'
import { beforeAll, describe, expect, it } from 'vitest'
import { hasControlCodes } from './captured-io.ts'
import { journalFolder, recordsOfScenes, run } from './journal-files.ts'

let folder: Awaited<ReturnType<typeof journalFolder>>
let records: JournalRecord[]
let sqlite: string
let jsonl: string
let exported: string

const recorded = new URL('../services/journal/histories/0.1.0/kick.jsonl', import.meta.url)

beforeAll(async () => {
  folder = await journalFolder()
  records = await recordsOfScenes('kick', 'stay')
  sqlite = await folder.sqlite('journal.db', records)
  jsonl = await folder.jsonl('journal.jsonl', records)
  exported = await folder.exported('export.jsonl', records)
})

describe('verify, when everything holds, ends with 0', () => {
  it.each([
    ['sqlite', () => sqlite],
    ['jsonl', () => jsonl],
  ])('in a journal kept as %s', async (_, file) => {
    const { exitCode, stdout, stderr } = await run(['verify', file()])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatchInlineSnapshot(`
      "
        ✓ histories/kick  10 records  chain unbroken, decisions hold
        ✓ histories/stay  16 records  chain unbroken, decisions hold

        26 records of 2 streams: chains unbroken, decisions hold.

      "
    `)
  })

  it('in an export without hashes, and says that it has no chain', async () => {
    const { exitCode, stdout } = await run(['verify', exported])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('decisions hold; there is no chain to check.')
  })

  it('in one stream alone', async () => {
    const { stdout } = await run(['verify', sqlite, '--stream', 'histories/stay'])
    expect(stdout).toContain('histories/stay')
    expect(stdout).not.toContain('histories/kick')
  })

  it('and writes nothing', async () => {
    // A copy: whoever wrote the database may still be tidying up behind itself.
    const [copy, wal] = [folder.at('copy.db'), folder.at('copy.db-wal')]
    await copyFile(sqlite, copy)
    await copyFile(`${sqlite}-wal`, wal).catch(() => writeFile(wal, ''))
    const contents = () => Promise.all([copy, wal, jsonl, exported].map((file) => readFile(file, 'latin1')))
    const locks = async () => (await readdir(dirname(jsonl))).filter((name) => name.includes('lock'))
    const [before, locksBefore] = [await contents(), await locks()]
    for (const file of [copy, jsonl, exported]) {
      for (const command of ['verify', 'replay', 'explain']) {
        const { exitCode } = await run([command, file, '--stream', 'histories/kick'])
        expect(exitCode).toBe(0)
      }
    }
    expect((await contents()).every((content, i) => content === before[i])).toBe(true)
    expect(await locks()).toEqual(locksBefore)
  })
})

describe('verify, when something differs, ends with 1, and lists it by version', () => {
  const changedRecord = async (name: string, change: (record: JournalRecord) => JournalRecord) => {
    const changed: JournalRecord[] = []
    for await (const record of importJsonl(await readFile(recorded, 'utf8'))) changed.push(change(record))
    return folder.exported(name, changed)
  }

  it('a record that was changed, and decides otherwise', async () => {
    const file = await changedRecord('forged.jsonl', (record) =>
      record.version === 9
        ? { ...record, facts: record.facts.filter(({ type }) => type !== 'participant.kicked') }
        : record,
    )
    const { exitCode, stdout, stderr } = await run(['verify', file])
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
    expect(stdout).toMatchInlineSnapshot(`
      "
        ✗ histories/kick  10 records  chain broken, 2 differences

          version 9   Today’s machine decides otherwise.
           recorded   token 1 expired
            decided   token 1 expired, kicked
                      It is not the record that was stored: its hash is another.
           recorded   f4abccf2ebc57b8715e3ca4bc498c2a4beb62bb5c379b6a0f7202e5809192884
          should be   4302169eb0290e1e78730f48015d0f4bed6fec00d9dece94bc08cd3d65e0588c

        It does not hold: 2 differences in 10 records of 1 stream.

      "
    `)
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    expect(hasControlCodes(stdout)).toBe(false)
  })

  it('a difference that words leave out', async () => {
    const file = await changedRecord('later.jsonl', (record) =>
      record.version === 9
        ? { ...record, facts: record.facts.map((fact) => ({ ...fact, atMs: fact.atMs + 1 })) }
        : record,
    )
    const { stdout } = await run(['verify', file])
    expect(stdout).toContain('"atMs":1800000090111')
    expect(stdout).toContain('"atMs":1800000090110')
  })

  it('a record that was taken out', async () => {
    const file = await folder.changed(recorded.pathname, 'gap.jsonl', (text) =>
      text.split('\n').toSpliced(4, 1).join('\n'),
    )
    const { exitCode, stdout } = await run(['verify', file, '--json'])
    expect(exitCode).toBe(1)
    const { ok, chain, streams } = JSON.parse(stdout)
    expect({ ok, chain }).toEqual({ ok: false, chain: 'broken' })
    expect(streams[0].differences).toEqual(
      expect.arrayContaining([
        { version: 6, kind: 'version', recorded: 6, decided: 5 },
        { version: 6, kind: 'prev', recorded: expect.any(String), decided: expect.any(String) },
      ]),
    )
  })

  it('what a later machine decided, saying what to do', async () => {
    const file = await folder.changed(exported, 'newer.jsonl', (text) =>
      text.replaceAll('halflife.token/1', 'halflife.token/999'),
    )
    const verified = await run(['verify', file])
    expect(verified.exitCode).toBe(1)
    expect(verified.stdout).toContain('update halflife to check what')
    const explained = await run(['explain', file, '--stream', 'histories/kick'])
    expect(explained).toMatchObject({ exitCode: 1, stdout: '' })
    expect(explained.stderr).toMatch(/^halflife: [^\n]*Update halflife to read it\.\n$/)
  })
})

describe('verify of a journal that cannot be read to its end', () => {
  it('names the stream and the version of a damaged line', async () => {
    const file = await folder.changed(jsonl, 'damaged.jsonl', (text) =>
      text.replace('"type":"conference.joined"', '"type":"conference.jo1ned"'),
    )
    const told = await run(['verify', file])
    expect(told).toMatchObject({ exitCode: 1, stdout: '' })
    expect(told.stderr).toMatch(
      /^halflife: \S+ is damaged: Stream histories\/kick, version 2: the line is damaged \(byte \d+ of the file\)\.\n$/,
    )
    const { exitCode, stdout } = await run(['verify', file, '--json'])
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, damage: { code: 'ERR_JOURNAL_CORRUPT' } })
  })

  it('says of an export how far it could be read', async () => {
    const file = await folder.changed(exported, 'torn.jsonl', (text) => text.slice(0, -30))
    const { exitCode, stdout } = await run(['verify', file])
    expect(exitCode).toBe(1)
    const text = stdout.replace(/\s+/g, ' ')
    expect(text).toContain('It could not be read any further: Line 26 is torn: no line feed ends it.')
    expect(text).toContain('The record before it is version 15 of stream histories/stay.')
    expect(text).toContain('What was read of it, 25 records of 2 streams, holds.')
  })

  it('takes a torn last write for what it is', async () => {
    const file = await folder.jsonl('crashed.jsonl', records)
    const whole = (await readFile(file)).length
    await appendFile(file, await readFile(file))
    await truncate(file, whole)
    await appendFile(file, '{"crc":"12345678","seq":27,"part":"1/1","rec')
    const { exitCode, stdout, stderr } = await run(['verify', file, '--json'])
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, torn: { atByte: whole, bytes: 44 } })
    expect(stderr).toContain('ends with a write that was torn: 44 bytes')
  })
})

describe('what is no journal is said in one line, and ends with 2', () => {
  it.each([
    ['missing', async () => folder.at('nowhere.db'), 'is not there.'],
    ['a directory', async () => dirname(sqlite), 'is a directory'],
    ['empty', async () => write('empty.jsonl', ''), 'is empty: it has no records.'],
    ['a text', async () => write('notes.txt', 'Dear diary,\n'), 'is no journal of halflife'],
    ['other JSON', async () => write('other.json', '{"name":"x"}\n'), 'is no journal of halflife'],
    ['no database', async () => write('no.db', 'SQLite format 3\0 but no more'), 'is no'],
    ['without records', async () => folder.sqlite('none.db', []), 'has no records.'],
  ])('%s', async (_, make, why) => {
    const file = await make()
    for (const command of ['verify', 'replay', 'explain']) {
      const { exitCode, stdout, stderr } = await run([command, file])
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
      expect(stderr).toMatch(/^halflife: [^\n]+\n$/)
      expect(stderr).toContain(why)
      expect(stderr).toContain(file)
    }
  })

  const write = async (name: string, text: string) => {
    await writeFile(folder.at(name), text)
    return folder.at(name)
  }
})

describe('verify for machines', () => {
  it('is one document, with the head of every stream', async () => {
    const { stdout } = await run(['verify', sqlite, '--json'])
    expect(JSON.parse(stdout)).toEqual({
      journal: sqlite,
      kind: 'sqlite',
      ok: true,
      records: 26,
      chain: 'unbroken',
      count: 0,
      streams: ['histories/kick', 'histories/stay'].map((stream, i) => ({
        stream,
        ok: true,
        records: [10, 16][i],
        chain: 'unbroken',
        head: { version: [10, 16][i], hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
        count: 0,
        differences: [],
      })),
      torn: null,
      damage: null,
    })
  })

  it('tells of a thousand differences, and counts them all', async () => {
    const [first] = records
    if (!first) throw new Error('there are no records')
    const lines: string[] = []
    const many = Array.from({ length: 1500 }, () => ({ ...first, state: 'nowhere' }))
    for await (const line of exportJsonl(many)) lines.push(line)
    const file = await folder.exported('many.jsonl', many)
    const { count, streams } = JSON.parse((await run(['verify', file, '--json'])).stdout)
    expect(count).toBeGreaterThan(1500)
    expect(streams[0].differences).toHaveLength(1000)
    expect((await run(['verify', file])).stdout).toMatch(/and [\d,]+ more\n/)
  })
})
