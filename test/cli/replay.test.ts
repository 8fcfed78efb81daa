import { stripVTControlCharacters } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { runCli } from '../../src/cli/run.ts'
import { capturedIo, hasControlCodes } from './captured-io.ts'
import { journalFolder, recordsOfScenes, run } from './journal-files.ts'

let both: string
let exported: string

beforeAll(async () => {
  const folder = await journalFolder()
  const records = await recordsOfScenes('kick', 'stay')
  both = await folder.sqlite('both.db', records)
  exported = await folder.exported('both.jsonl', records)
})

const kick = ['--stream', 'histories/kick']
const documents = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('replay', () => {
  it('tells what happened, record by record, and the state where it changes', async () => {
    const { exitCode, stdout, stderr } = await run(['replay', both, ...kick])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatchInlineSnapshot(`
      "
        histories/kick  policy kick

              2027-01-15, UTC
           1  08:00:00.000  opened with a token of 60 s                   valid.idle
           2  08:00:02.000  joined the conference
           3  08:00:30.000  half of its life is over → asks (attempt 1)
                                                          refreshing-half.requesting
           4  08:00:30.110  attempt 1 brought a token → takes token 1, good for 60 s
                                                                          valid.idle
           5  08:01:00.110  half of its life is over → asks (attempt 2)
                                                          refreshing-half.requesting
           6  08:01:00.145  attempt 2 failed: ECONNREFUSED → waits for the next
                            point                               refreshing-half.idle
           7  08:01:15.110  three quarters of its life are over → asks (attempt 3)
                                                 refreshing-three-quarter.requesting
           8  08:01:15.395  attempt 3 failed: 503 → waits for the next point
                                                       refreshing-three-quarter.idle
           9  08:01:30.110  its end has come → token 1 expired, kicked        kicked
          10  08:01:35.395  the app closed the session

        Its state after record 10: kicked.

      "
    `)
  })

  it('tells the same, however the journal is kept', async () => {
    expect((await run(['replay', exported, ...kick])).stdout).toBe(
      (await run(['replay', both, ...kick])).stdout,
    )
  })

  it('travels to a moment', async () => {
    const { stdout } = await run(['replay', both, ...kick, '--at', '08:01:20'])
    expect(stdout).toContain('Its state at 2027-01-15 08:01:20.000 UTC, after record 8:')
    expect(stdout).not.toContain('kicked\n')
  })

  it('shows where the history under the other policy parts, and both from there on', async () => {
    const { exitCode, stdout } = await run(['replay', both, ...kick, '--policy', 'stay'])
    expect(exitCode).toBe(0)
    expect(stdout.replace(/\s+/g, ' ')).toContain('the two histories part at record 9')
    expect(stdout.slice(stdout.indexOf('  ──'))).toMatchInlineSnapshot(`
      "  ── here the two histories part ─────────────────────────────────────────────
           9  08:01:30.110  its end has come
                      kick  → token 1 expired, kicked                         kicked
                      stay  → token 1 expired, asks (attempt 4)   expired.requesting
          10  08:01:35.395  the app closed the session
                      kick  → closed                                          kicked
                      stay  → closed                              expired.requesting

        Its state after record 10: kicked. Under stay it would be
        expired.requesting.

      "
    `)
    expect(stdout.indexOf('here the two histories part')).toBeGreaterThan(stdout.indexOf('08:01:15.395'))
  })

  it('under the policy that it was recorded under, finds nothing else', async () => {
    const { stdout } = await run(['replay', both, ...kick, '--policy', 'kick'])
    expect(stdout.replace(/\s+/g, ' ')).toContain('the same, in all 10 records')
    expect(stdout).not.toContain('──')
  })

  it('of several streams gives a table', async () => {
    const { exitCode, stdout } = await run(['replay', exported])
    expect(exitCode).toBe(0)
    expect(stdout.replace(exported, 'FILE')).toMatchInlineSnapshot(`
      "
        stream                              policy  records  attempts  failed  kicks
        histories/kick                      kick         10         3       2      1
          kicked                                 2027-01-15 08:00:00 to 08:01:35 UTC
        histories/stay                      stay         16         5       4      0
          valid.idle                             2027-01-15 08:00:00 to 08:11:45 UTC

        Of one stream more: halflife replay FILE --stream <stream>

      "
    `)
  })

  it('of several streams, until a moment of each', async () => {
    const { stdout } = await run(['replay', both, '--at', '+80s', '--json'])
    expect(documents(stdout)).toMatchObject([
      { type: 'stream', stream: 'histories/kick', state: 'refreshing-three-quarter.idle', kicks: 0 },
      { type: 'stream', stream: 'histories/stay' },
    ])
    expect(await run(['replay', both, '--at', '2020-01-01'])).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: 'halflife: --at: no stream had begun by then.\n',
    })
  })
})

describe('replay for machines', () => {
  it('is a document a line: each record, and the end', async () => {
    const { stdout } = await run(['replay', both, ...kick, '--json'])
    const told = documents(stdout)
    expect(told).toHaveLength(11)
    expect(told[8]).toMatchObject({
      type: 'record',
      stream: 'histories/kick',
      version: 9,
      happened: 'its end has come',
      decided: 'token 1 expired, kicked',
      state: 'kicked',
      event: { type: 'deadline.reached' },
    })
    expect(told[10]).toMatchObject({ type: 'end', version: 10, state: 'kicked', policy: 'kick' })
  })

  it('says what would have been, beside what was, and where it parts', async () => {
    const { stdout } = await run(['replay', both, ...kick, '--policy', 'stay', '--json'])
    const told = documents(stdout)
    expect(told[7]).not.toHaveProperty('instead')
    expect(told[8]).toMatchObject({
      instead: { state: 'expired.requesting', decided: 'token 1 expired, asks (attempt 4)' },
    })
    expect(told.at(-1)).toMatchObject({
      type: 'what-if',
      policy: 'stay',
      state: 'expired.requesting',
      firstDifference: { version: 9 },
    })
  })
})

describe('a replay', () => {
  it.each([80, 100, 200])('fits a terminal of %d columns', async (columns) => {
    for (const more of [[], kick, [...kick, '--policy', 'stay']]) {
      const { stdout } = await run(['replay', both, ...more], { terminal: { columns, rows: 24 } })
      for (const line of stripVTControlCharacters(stdout).split('\n')) {
        if (!line.includes(both)) expect(line.length).toBeLessThanOrEqual(columns)
      }
    }
  })

  it('has no control codes in a pipe', async () => {
    for (const more of [[], kick, [...kick, '--policy', 'stay']]) {
      expect(hasControlCodes((await run(['replay', both, ...more])).stdout)).toBe(false)
    }
  })

  it('wants one stream for another policy', async () => {
    expect(await run(['replay', both, '--policy', 'stay'])).toMatchObject({
      exitCode: 2,
      stderr: 'halflife: --stream: which? There are histories/kick, histories/stay.\n',
    })
  })

  it('of a journal that today’s machine does not come to the end of, says so', async () => {
    const folder = await journalFolder()
    const records = await recordsOfScenes('kick')
    const elsewhere = records.map((record) =>
      record.state === 'kicked' ? { ...record, state: 'valid.idle' } : record,
    )
    const { exitCode, stderr } = await run(['replay', await folder.exported('elsewhere.jsonl', elsewhere)])
    expect(exitCode).toBe(1)
    expect(stderr).toContain("today's machine comes to kicked. `halflife verify` tells where they part.")
  })

  it('tells of a damaged journal what there is before the damage, and ends with 1', async () => {
    const folder = await journalFolder()
    const file = await folder.changed(exported, 'damaged.jsonl', (text) =>
      text.replace('"version":3', '"version":7'),
    )
    const { exitCode, stdout, stderr } = await run(['replay', file, ...kick])
    expect(exitCode).toBe(1)
    expect(stdout).toContain('joined the conference')
    expect(stderr).toBe(
      `halflife: ${file} is damaged: Stream histories/kick, version 7: expected version 3 here.\n`,
    )
  })

  it('ends quietly when it is interrupted, or its reader goes, in the middle', async () => {
    const folder = await journalFolder()
    const file = await folder.exported('long.jsonl', await recordsOfScenes('outage'))
    const { io, interrupt } = capturedIo()
    let text = ''
    const write = (more: string) => {
      text += more
      interrupt()
    }
    expect(await runCli(['replay', file, '--json'], { ...io, stdout: { write } })).toBe(130)
    expect(text).not.toContain('"type":"end"')
  })

  it('ends quietly when it is interrupted', async () => {
    const { io, written, interrupt } = capturedIo()
    interrupt()
    expect(await runCli(['replay', both, ...kick], io)).toBe(130)
    expect(written.stderr).toBe('')
  })
})
