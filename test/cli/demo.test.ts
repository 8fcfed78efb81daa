import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { type JournalRecord, replay } from 'halflife'
import { beforeAll, describe, expect, it } from 'vitest'
import { runDemo } from '../../src/cli/demo/run-demo.ts'
import { type Stage, startStage } from '../../src/cli/demo/stage.ts'
import { runCli } from '../../src/cli/run.ts'
import { until } from '../services/inspector/until.ts'
import { capturedIo, hasControlCodes } from './captured-io.ts'

interface Told {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

const told: Record<'good' | 'alone' | 'never-down' | 'not-put-out' | 'interrupted', Told> = {} as never
let journalFile: string

/** All of them at once: each takes its real seconds, for it is told over real HTTP. */
beforeAll(async () => {
  journalFile = join(await mkdtemp(join(tmpdir(), 'halflife-')), 'journal.jsonl')
  await Promise.all([tellGood(), tellAlone(), tellNeverDown(), tellNotPutOut(), tellInterrupted()])
}, 40_000)

async function tellGood() {
  const { io, written } = capturedIo()
  const exitCode = await runCli(['demo', '--ttl', '2', '--journal', journalFile], io)
  told.good = { exitCode, ...written }
}

async function tellAlone() {
  const { io, written } = capturedIo({ terminal: { columns: 80, rows: 24 } })
  told.alone = { exitCode: await runCli(['demo', '--ttl', '2', '--policy', 'kick'], io), ...written }
}

async function tellBadly(spoil: (stage: Stage) => Stage): Promise<Told> {
  const { io, written } = capturedIo()
  const start = async (ttl: number) => spoil(await startStage(ttl))
  return { exitCode: await runDemo({ ttl: 2, policy: 'both' }, io, start), ...written }
}

async function tellNeverDown() {
  told['never-down'] = await tellBadly((stage) => {
    const { url } = stage.authServer
    return { ...stage, authServer: { url, outage: () => undefined } }
  })
}

/** Its clock falls an hour behind, and so it puts nobody out. */
async function tellNotPutOut() {
  told['not-put-out'] = await tellBadly((stage) => {
    const { url } = stage.authServer
    const outage: Stage['authServer']['outage'] = (isOut) => {
      stage.platform.faults.set({ clockSkewMs: -3_600_000 })
      stage.authServer.outage(isOut)
    }
    return { ...stage, authServer: { url, outage } }
  })
}

async function tellInterrupted() {
  const { io, written, interrupt } = capturedIo({ terminal: { columns: 80, rows: 24 } })
  const exit = runCli(['demo', '--ttl', '2'], io)
  await until(() => expect(written.stdout).toContain('joined the conference'))
  interrupt()
  told.interrupted = { exitCode: await exit, ...written }
}

describe('the demo', () => {
  it('ends with exit code 0: everything went as the policies demand', () => {
    const { exitCode, stdout, stderr } = told.good
    expect(stdout).toContain('Everything went as the policies demand.')
    expect(stdout).not.toContain('\n  ✗')
    expect(stderr).toBe('')
    expect(exitCode).toBe(0)
  })

  it('tells the story live, a line for each piece of news', () => {
    const [live = ''] = told.good.stdout.split('The journal of web')
    const newsOf = (who: string) =>
      live.match(new RegExp(`(?<=^ *[\\d.]+  ${who} ).*`, 'gm'))?.map((line) => line.trim())
    expect(newsOf('web')).toEqual([
      'opened with a token of 2 s',
      'joined the conference',
      'half of its life is over → asks (attempt 1)',
      expect.stringMatching(/^✓ attempt 1 brought a token → takes token 1, good for /),
      'half of its life is over → asks (attempt 2)',
      '✗ attempt 2 failed: UNREACHABLE → waits for the next point',
      'three quarters of its life are over → asks (attempt 3)',
      '✗ attempt 3 failed: UNREACHABLE → waits for the next point',
      '✗ its end has come → token 1 expired, asks (attempt 4)',
      '✗ attempt 4 failed: UNREACHABLE → waits to be asked',
      'calls the platform with the token it has',
      '✗ the platform rejected token 1 → token 1 rejected, asks (attempt 5)',
      'the app wants a new token → shares the attempt in flight',
      '✗ attempt 5 failed: UNREACHABLE → waits to be asked',
      'calls the platform with the token it has',
      '✗ the platform rejected token 1 → asks (attempt 6)',
      'the app wants a new token → shares the attempt in flight',
      expect.stringMatching(/^✓ attempt 6 brought a token → takes token 2, good for /),
      'half of its life is over → asks (attempt 7)',
      expect.stringMatching(/^✓ attempt 7 brought a token → takes token 3, good for /),
      'the app closed the session',
    ])
    expect(newsOf('native')?.slice(-2)).toEqual([
      '⊗ its end has come → token 1 expired, kicked',
      'the app closed the session',
    ])
    expect(newsOf('auth')).toEqual([
      '✗ the authentication server is down',
      '✓ the authentication server is up',
    ])
    expect(live).toContain('platform  ⊗ puts native out: its token has expired')
    expect(live).toContain("sees that web's token has expired; web stays")
    expect(live).toContain('platform  ✓ answers web: 200 OK')
  })

  it('ends with both journals in words', () => {
    const { stdout } = told.good
    expect(stdout).toContain('The journal of web, stream demo/web, policy stay\n     0.0')
    expect(stdout).toContain('The journal of native, stream demo/native, policy kick\n     0.0')
    expect(stdout).toMatch(/ \d\.\d\d {2}its end has come {20}→ token 1 expired, kicked\n/)
  })

  it('says why the native participant was kicked', () => {
    const paragraph = told.good.stdout.replace(/\n {2}/g, ' ')
    expect(paragraph).toMatch(
      inThisOrder(
        'Why was the native participant kicked\\?',
        'The native participant was kicked at [23]\\.\\d s: its token ended while it was in a conference.',
        'attempt 2, at one half of its life .*? threw AuthServerError \\(UNREACHABLE\\)',
        'attempt 3, at three quarters of its life .*? threw AuthServerError \\(UNREACHABLE\\)',
        'Its policy is kick',
      ),
    )
  })

  it('writes both journals to a file, and they replay', async () => {
    const lines = (await readFile(journalFile, 'utf8')).trimEnd().split('\n')
    const records = lines.map((line) => JSON.parse(line) as JournalRecord)
    const stateOf = async (stream: string) =>
      (await replay(records.filter((record) => record.stream === stream))).state
    expect(await stateOf('demo/web')).toBe('valid.idle')
    expect(await stateOf('demo/native')).toBe('kicked')
    expect(Object.keys(records[0] ?? {})).not.toContain('position')
  })

  it('has no control codes, and no token, where it is piped', async () => {
    expect(hasControlCodes(told.good.stdout)).toBe(false)
    expect(told.good.stdout + (await readFile(journalFile, 'utf8'))).not.toMatch(/eyJ|Bearer/)
  })
})

describe('the demo on a terminal', () => {
  it('redraws lines that fit, in place, and gives the cursor back', () => {
    const { exitCode, stdout } = told.alone
    const [drawn = ''] = stdout.split('\u001b[?25h')
    expect(exitCode).toBe(0)
    expect(drawn.split('\n', 4)[1]).toMatch(/In a browser, too:\S* http:\S+\/$/)
    expect(drawn.split('\n', 4)[3]?.startsWith('\u001b[?25l')).toBe(true)
    expect(drawn).toContain('\u001b[23A')
    for (const line of stripVTControlCharacters(drawn).split(/[\r\n]+/)) {
      expect(line.length).toBeLessThanOrEqual(80)
    }
  })

  it('shows the one participant that was asked for', () => {
    const text = stripVTControlCharacters(told.alone.stdout)
    expect(text).toContain('⊗ kicked')
    expect(text).toContain('Why was the native participant kicked?')
    expect(text).not.toContain('The journal of web')
  })

  it('ends cleanly when it is interrupted, with exit code 130', () => {
    const { exitCode, stdout } = told.interrupted
    expect(exitCode).toBe(130)
    expect(stdout.endsWith('\u001b[?25h')).toBe(true)
    expect(stdout).not.toContain('The journal of')
  })
})

describe('a demo in which something goes wrong ends with exit code 1, and says what', () => {
  it('an authentication server that never goes down', () => {
    const { exitCode, stdout } = told['never-down']
    expect(exitCode).toBe(1)
    expect(stdout).toContain('✗ asked at one half and at three quarters in the outage, in vain')
    expect(stdout).toContain('✗ kicked by its session, once, when its token had ended')
    expect(stdout).toContain('The native participant was not kicked, as far as its journal goes.')
    expect(stdout).toContain('Not everything went as the policies demand')
  })

  it('a platform that puts nobody out', () => {
    const { exitCode, stdout } = told['not-put-out']
    expect(exitCode).toBe(1)
    expect(stdout).toContain("✗ not on the platform's list any more")
    expect(stdout).toContain('✗ heard from the platform that it was put out')
    expect(stdout).toContain('✓ kicked by its session, once, when its token had ended')
  })
})

const inThisOrder = (...patterns: string[]): RegExp => new RegExp(patterns.join('.*?'), 's')
