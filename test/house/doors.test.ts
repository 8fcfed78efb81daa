import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'

const planted: string[] = []
afterEach(() => {
  for (const folder of planted.splice(0)) rmSync(folder, { recursive: true })
})

/** A house of its own, with these files in it. */
function plant(files: Record<string, string>): string {
  const house = mkdtempSync(join(tmpdir(), 'halflife-house-'))
  planted.push(house)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true })
    writeFileSync(join(house, path), text)
  }
  return house
}

function run(script: string, ...args: string[]): { output: string; exitCode: number } {
  try {
    return { output: execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' }), exitCode: 0 }
  } catch (error) {
    const { stdout, status } = error as { stdout: string; status: number }
    return { output: stdout, exitCode: status }
  }
}

const something = 'export const something = 1\n'

describe('the doors go one way', () => {
  it.each([
    [
      'machines-import-xstate-only',
      'src/machines/a.ts',
      "import '../services/clock/b.ts'",
      'src/services/clock/b.ts',
    ],
    [
      'nothing-imports-testing-or-cli',
      'src/services/clock/a.ts',
      "import '../../testing/b.ts'",
      'src/testing/b.ts',
    ],
    ['nothing-imports-testing-or-cli', 'src/index.ts', "import './cli/b.ts'", 'src/cli/b.ts'],
    ['testing-and-cli-are-strangers', 'src/cli/a.ts', "import '../testing/b.ts'", 'src/testing/b.ts'],
    ['core-depends-on-xstate-alone', 'src/services/session/a.ts', "import 'node:fs'", 'src/b.ts'],
    [
      'core-depends-on-xstate-alone',
      'src/services/session/a.ts',
      "import '../platform/b.ts'",
      'src/services/platform/b.ts',
    ],
    ['no-circles', 'src/services/clock/a.ts', "import './b.ts'", 'src/services/clock/b.ts'],
  ])('%s: a violation in %s is found', (rule, path, text, other) => {
    const back = rule === 'no-circles' ? "import './a.ts'\n" : something
    const { output, exitCode } = run('scripts/doors.js', plant({ [path]: text, [other]: back }))
    expect(output).toContain(`error ${rule}: ${path}`)
    expect(exitCode).not.toBe(0)
  })

  it('a house without a violation passes', () => {
    const house = plant({
      'src/services/clock/a.ts': "import '../../machines/b.ts'",
      'src/machines/b.ts': something,
    })
    expect(run('scripts/doors.js', house)).toMatchObject({ exitCode: 0 })
  })

  it('a check that looked at nothing does not pass', () => {
    expect(run('scripts/doors.js', plant({ 'src/read.me': '' })).exitCode).not.toBe(0)
  })
})

describe('the ground floor', () => {
  const tsc = resolve('node_modules/typescript/bin/tsc')

  /** Compiles one file as src/machines is compiled. */
  function compile(text: string) {
    run('scripts/pure-lib.js')
    const house = plant({ 'planted.mts': text })
    const files = [join(house, 'planted.mts'), resolve('node_modules/.cache/pure-lib/lib.pure.d.ts')]
    writeFileSync(
      join(house, 'tsconfig.json'),
      JSON.stringify({ extends: resolve('tsconfig.machines.json'), include: [], files }),
    )
    return run(tsc, '-p', house)
  }

  it('cannot even name the time, chance, the world or a promise', () => {
    const impure = [
      'setTimeout',
      'Date.now',
      'process',
      'Math.random',
      'Promise.resolve',
      'performance',
      'fetch',
    ]
    const { output, exitCode } = compile(
      impure.map((name, n) => `export const impure${n} = ${name}\n`).join(''),
    )
    const refused = [...output.matchAll(/planted\.mts\((\d+),\d+\): error/g)].map(
      ([, line]) => impure[Number(line) - 1],
    )
    expect(refused).toEqual(impure)
    expect(exitCode).not.toBe(0)
  })

  it('can name what is pure', () => {
    expect(compile('export const pure = Math.min(...[1, 2].map((n) => n * 2))\n')).toEqual({
      output: '',
      exitCode: 0,
    })
  })
})
