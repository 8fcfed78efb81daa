import { stripVTControlCharacters } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { hasControlCodes } from './captured-io.ts'
import { journalFolder, recordsOfScenes, run } from './journal-files.ts'

const kinds = ['sqlite', 'jsonl', 'exported'] as const
type Kind = (typeof kinds)[number]
const both: Record<Kind, string> = {} as never
const kickAlone: Record<Kind, string> = {} as never
const kick = 'histories/kick'

beforeAll(async () => {
  const folder = await journalFolder()
  const [kicked, stayed] = [await recordsOfScenes('kick'), await recordsOfScenes('outage')]
  for (const kind of kinds) {
    both[kind] = await folder[kind](`both.${kind}`, [...kicked, ...stayed])
    kickAlone[kind] = await folder[kind](`kick.${kind}`, kicked)
  }
})

const oneLine = (text: string) => text.replace(/\s+/g, ' ')

describe.each(kinds)('explain, asked of a journal kept as %s', (kind) => {
  it('answers in one command why a participant was kicked, and whether it would have been on the web', async () => {
    const { exitCode, stdout, stderr } = await run(['explain', both[kind], '--stream', kick])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const text = oneLine(stdout)
    expect(text).toContain(
      'histories/kick was kicked at 2027-01-15 08:01:30.110 UTC: its token ended while the participant was in a conference.',
    )
    expect(text).toContain('the callback threw AuthServerError (503)')
    expect(text).toContain('Its policy is kick')
    expect(text).toContain('And under stay? (web, ')
    expect(text).toContain(
      'It would not have been kicked. The two histories part at record 9, at 08:01:30.110: the end of token 1 came, and stay decides: token 1 expired, asks (attempt 4).',
    )
  })

  it('wants no stream where there is only one', async () => {
    const { exitCode, stdout } = await run(['explain', kickAlone[kind]])
    expect(exitCode).toBe(0)
    expect(stdout).toBe((await run(['explain', both[kind], '--stream', kick])).stdout)
  })

  it('names the streams to who named none, or one that is not there', async () => {
    const none = await run(['explain', both[kind]])
    expect(none.exitCode).toBe(2)
    expect(none.stderr).toBe('halflife: --stream: which? There are histories/kick, histories/outage.\n')
    const wrong = await run(['explain', both[kind], '--stream', 'nobody'])
    expect(wrong.exitCode).toBe(2)
    expect(wrong.stderr).toMatch(
      /^halflife: --stream: there is no nobody in .*\. There are histories\/kick, histories\/outage\.\n$/,
    )
  })
})

describe('explain of a moment', () => {
  const at = async (time: string) => oneLine((await run(['explain', kickAlone.sqlite, '--at', time])).stdout)

  it.each([
    '2027-01-15T08:01:20Z',
    '2027-01-15T09:01:20+01:00',
    '2027-01-15 08:01:20 UTC',
    '08:01:20',
    '1800000080000',
    '+80s',
    '+80000ms',
  ])('%s', async (time) => {
    expect(await at(time)).toContain(
      'histories/kick was refreshing-three-quarter at 2027-01-15 08:01:20.000 UTC',
    )
  })

  it.each(['2027-01-15T08:01Z', '08:01', '2027-01-15', '+2min'])(
    '%s has the kick in it: a time without seconds is all of its minute',
    async (time) => expect(await at(time)).toContain('was kicked at 2027-01-15 08:01:30.110 UTC'),
  )

  it('tells nothing that came later, and not of the other policy, which had decided the same', async () => {
    const text = await at('+80s')
    expect(text).not.toContain('kicked at')
    expect(text).not.toContain('And under')
  })

  it('of whoever stays with an expired token, says that the other policy would have kicked', async () => {
    const folder = await journalFolder()
    const file = await folder.exported('stay.jsonl', await recordsOfScenes('stay'))
    const { stdout } = await run(['explain', file, '--at', '+95s'])
    expect(oneLine(stdout)).toContain(
      'And under kick? (cpp, dotnet) It would have been kicked. The two histories part at record',
    )
  })

  it.each([
    ['noon', 'It may be 2026-11-21T14:03:00Z'],
    ['2027-13-01', 'It may be'],
    ['25:00', 'It may be'],
    ['+5', 'It may be'],
    ['2020-01-01', 'histories/kick begins only at 2027-01-15 08:00:00.000 UTC.'],
    ['1800000000', 'begins only at'],
  ])('%s is refused', async (time, why) => {
    const { exitCode, stdout, stderr } = await run(['explain', kickAlone.sqlite, '--at', time])
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toMatch(/^halflife: [^\n]*--at[^\n]+\n$/)
    expect(stderr).toContain(why)
  })
})

describe('an explanation', () => {
  it.each([60, 80, 100, 200])('fits a terminal of %d columns', async (columns) => {
    const { stdout } = await run(['explain', both.sqlite, '--stream', 'histories/outage'], {
      terminal: { columns, rows: 24 },
    })
    expect(stdout).toContain('\u001b[')
    for (const line of stripVTControlCharacters(stdout).split('\n')) {
      expect(line.length).toBeLessThanOrEqual(columns)
    }
  })

  it('takes 80 columns, and has no control codes, in a pipe', async () => {
    const { stdout } = await run(['explain', both.sqlite, '--stream', kick])
    expect(hasControlCodes(stdout)).toBe(false)
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  it('lets nobody who writes to a journal write to the screen of its reader', async () => {
    const folder = await journalFolder()
    const records = await recordsOfScenes('kick')
    const stream = 'a\u001b[2J\u202eb'
    const file = await folder.exported(
      'hostile.jsonl',
      records.map((record) => ({ ...record, stream })),
    )
    for (const command of ['explain', 'replay', 'verify']) {
      const { stdout } = await run([command, file])
      expect(stdout).toContain('a\ufffd[2J\ufffdb')
      expect(hasControlCodes(stdout)).toBe(false)
    }
    const { stderr } = await run(['explain', file, '--stream', 'x'])
    expect(hasControlCodes(stderr)).toBe(false)
  })

  it('is one document for machines', async () => {
    const { stdout } = await run(['explain', kickAlone.jsonl, '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      stream: kick,
      version: 10,
      policy: 'kick',
      state: 'kicked',
      leftOut: 0,
      records: expect.arrayContaining([{ version: 9, atMs: 1_800_000_090_110, text: expect.any(String) }]),
      otherPolicy: {
        policy: 'stay',
        sdks: ['web', 'ios', 'android', 'react-native', 'flutter'],
        state: 'expired.requesting',
        firstDifference: {
          version: 9,
          recorded: { state: 'kicked' },
          instead: { state: 'expired.requesting' },
        },
      },
    })
  })

  it('of whoever the platform put out, does not promise that the other policy would have kept them in', async () => {
    const folder = await journalFolder()
    const file = await folder.exported('ejected.jsonl', await recordsOfScenes('ejected'))
    expect(oneLine((await run(['explain', file])).stdout)).toContain(
      'The platform would have put the participant out all the same; but its session would have gone on.',
    )
  })

  it('of a long story tells the beginning and the end, and how much is left out', async () => {
    const { stdout } = await run(['explain', both.sqlite, '--stream', 'histories/outage', '--at', '+1250s'])
    expect(stdout).toMatch(/^ +\.\.\. {2}\d+ more$/m)
  })
})
