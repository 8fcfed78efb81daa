import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { runCli } from '../../src/cli/run.ts'
import { SimulationProgress } from '../../src/cli/simulate/simulation-progress.ts'
import { capturedIo } from './captured-io.ts'

const small = ['--years', '0.25', '--seed', '7']

async function run(...argv: string[]) {
  const { io, written } = capturedIo()
  return { exitCode: await runCli(['simulate', ...argv], io), ...written }
}

describe('halflife simulate', () => {
  it('says what was covered and checked, and that every promise was kept', async () => {
    const { exitCode, stdout } = await run(...small, '--workers', '1')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('halflife simulate --years 0.25 --seed 7 --ttl 3600 --mode core')
    expect(stdout).toMatch(/0\.25 token-years .*: 4 lives, /)
    expect(stdout).toMatch(/^ {2}deadline\.reached +\d+ +\d+ +\d+ /m)
    expect(stdout).toMatch(/cells \(state, event, fault\) that can be reached/)
    expect(stdout).toMatch(
      /^ {2}rejection-storm +[\d,]+ +\d+\/80 {2}the platform rejects token after token$/m,
    )
    expect(stdout).toMatch(/^ {2}never-early +[\d,]+$/m)
    expect(stdout.trimEnd()).toMatch(/Every promise was kept\.$/)
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  })

  it('says the same as one document', async () => {
    const { stdout } = await run(...small, '--workers', '1', '--json')
    const { ok, tokenYears, breach, cells, coverage, checks } = JSON.parse(stdout)
    expect({ ok, tokenYears, breach }).toEqual({ ok: true, tokenYears: 0.25, breach: null })
    expect(cells.reached).toBeLessThanOrEqual(cells.reachable)
    expect(coverage).toHaveLength(10)
    expect(
      checks.find(({ promise }: { promise: string }) => promise === 'stay-recovers').count,
    ).toBeGreaterThan(0)
  })

  it('without a seed takes one, and prints it: with it, the same comes again', async () => {
    const first = await run('--years', '0.1', '--workers', '1')
    const seed = /--seed (\d+)/.exec(first.stdout)?.[1] ?? ''
    const again = await run('--years', '0.1', '--workers', '1', '--seed', seed)
    expect(again.stdout).toBe(first.stdout)
  })

  it('a broken promise: the life, a short history, a test case that is saved, and exit code 1', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'halflife-')), 'broken.test.mjs')
    const { exitCode, stdout, stderr } = await run(
      ...small,
      '--workers',
      '1',
      '--plant',
      'kick-forgotten',
      '--save',
      file,
    )
    expect(exitCode).toBe(1)
    const life = /Broken in life (\d+): kick-kicks/.exec(stdout)?.[1] ?? ''
    expect(stdout).toMatch(/<- here$/m)
    const saved = await readFile(file, 'utf8')
    expect(stdout).toContain(saved.trimEnd())
    expect(saved).toContain("from 'halflife/testing'")
    expect(saved).toMatch(/^\/\/ halflife simulate .* --plant kick-forgotten --life \d+\n/)
    expect(stderr).toContain(`The test case is in ${file}.`)

    const alone = await run(...small, '--workers', '1', '--plant', 'kick-forgotten', '--life', life)
    expect(alone.exitCode).toBe(1)
    const history = (text: string) =>
      text.slice(text.indexOf('Broken in life'), text.indexOf('This life alone'))
    expect(history(alone.stdout)).toBe(history(stdout))
  })

  it('lists the bugs that can be planted, in 80 columns', async () => {
    const { exitCode, stdout } = await run('--plant', 'list')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^boundary-missed +\S/m)
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  it('says of a planted bug that it was not found, and of a file that there was nothing to save', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'halflife-')), 'kept.test.mjs')
    const wrong = ['--plant', 'join-ignored', '--save', file, '--workers', '1']
    const { exitCode, stdout, stderr } = await run('--years', '0.001', '--seed', '5', ...wrong)
    expect([exitCode, existsSync(file)]).toEqual([0, false])
    expect(stdout).toContain('The bug that was planted was not found')
    expect(stderr).toContain(`Nothing to save: ${file}`)
  })

  it.each([
    [['--years', '0'], 'over 0'],
    [['--years', 'many'], 'over 0'],
    [['--seed', '-1'], 'whole number'],
    [['--ttl', '0'], 'whole number, 1 to'],
    [['--mode', 'fleet'], 'core, sessions'],
    [['--workers', '0'], 'whole number, 1 to 256'],
    [['--plant', 'nothing'], "no bug 'nothing' for core"],
    [['--years', '1', '--life', '13'], 'lives 0 to 12'],
    [['--save', '/nowhere/at/all.mjs'], 'ENOENT'],
  ])('asked wrongly: %j', async (argv, rule) => {
    const { exitCode, stdout, stderr } = await run(...argv)
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^halflife: [^\n]+\n$/)
    expect(stderr).toContain(rule)
  })

  it('ends at Ctrl-C, with nothing on standard output', async () => {
    const { io, written, interrupt } = capturedIo()
    setTimeout(interrupt, 50)
    expect(await runCli(['simulate', '--years', '1000', '--workers', '1'], io)).toBe(130)
    expect(written.stdout).toBe('')
  })
})

describe('progress of a simulation', () => {
  const yearMs = 365 * 86_400_000
  const shown = (isTTY: boolean) => {
    const writes: string[] = []
    let nowMs = 0
    const output = { isTTY, columns: 70, write: (text: string) => writes.push(text) }
    const progress = new SimulationProgress(output, 4, () => nowMs)
    for (let i = 0; i < 4; i++) {
      nowMs += 15_000
      progress.step(yearMs)
    }
    progress.end()
    return writes
  }

  it('is a bar on a terminal, erased at the end', () => {
    expect(shown(true)[1]).toBe('\r\u001b[K[############............] 2.0 of 4.0 token-years, 4 a minute')
    expect(shown(true).at(-2)).toBe('\r\u001b[K')
  })

  it('is a line now and then elsewhere; and at last, how fast it was', () => {
    expect(shown(false)[0]).toBe('1.0 of 4.0 token-years, 4 a minute\n')
    expect(shown(false).at(-1)).toBe('4.0 token-years in 60.0 s: 4 a minute\n')
  })
})

// Threads run what was built: node itself reads no TypeScript.
const built = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))
const exec = promisify(execFile)

describe('the built command', () => {
  it('is there: npm run build', () =>
    expect(existsSync(built.replace('main.js', 'simulate/worker.js'))).toBe(true))

  const spawned = async (...argv: string[]) => {
    const failed = (error: { code: number; stdout: string }) => error
    const { stdout, ...rest } = await exec(process.execPath, [built, 'simulate', ...argv]).catch(failed)
    return { stdout, exitCode: 'code' in rest ? rest.code : 0 }
  }

  it('says the same, byte for byte, with one worker and with two', async () => {
    const [one, two] = await Promise.all(['1', '2'].map((n) => spawned(...small, '--workers', n)))
    expect(two).toEqual(one)
    expect(one?.stdout).toContain('Every promise was kept.')
  })

  it('says the same of the same broken promise, whoever was the first to find one', async () => {
    const broken = [...small, '--plant', 'jitter-before-half']
    const [one, two] = await Promise.all(['1', '2'].map((n) => spawned(...broken, '--workers', n)))
    expect(two).toEqual(one)
    expect(one?.exitCode).toBe(1)
  })

  it('writes a test case that fails under node:test as long as the bug is there, and no longer', async () => {
    const folder = await mkdtemp(join(root, 'node_modules', '.cache', 'halflife-simulate-'))
    const file = join(folder, 'broken.test.mjs')
    await spawned(...small, '--plant', 'points-early', '--save', file)
    const text = (await readFile(file, 'utf8')).replaceAll(
      "'halflife/testing'",
      `'${join(root, 'dist/testing/index.js')}'`,
    )
    const env = { ...process.env, VITEST: '', NODE_TEST_CONTEXT: undefined }
    const test = async (source: string) => {
      await writeFile(file, source)
      return exec(process.execPath, ['--test', file], { env }).then(
        ({ stdout }) => ({ isGreen: true, stdout }),
        ({ stdout }) => ({ isGreen: false, stdout: String(stdout) }),
      )
    }
    const withBug = await test(text)
    expect(withBug.isGreen).toBe(false)
    expect(withBug.stdout).toMatch(/phase-matches-clock|never-early/)
    expect(await test(text.replace(/^const decider = .*$/m, 'const decider = undefined'))).toMatchObject({
      isGreen: true,
    })
  })
})
