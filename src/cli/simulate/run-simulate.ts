import { randomInt } from 'node:crypto'
import { constants } from 'node:fs'
import { access, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import type { SimulationMode } from '../../testing/simulation/faults.ts'
import { livesIn } from '../../testing/simulation/simulate.ts'
import { type Io, interruptedCode } from '../io.ts'
import { hanging, pageWidth } from '../journal/page.ts'
import { paintFor } from '../terminal/paint.ts'
import { UsageError } from '../usage-error.ts'
import { simulateTogether } from './crew.ts'
import { findingsOf, type Simulated } from './findings.ts'
import { findingsPage } from './findings-page.ts'
import { bugsFor } from './lives-of.ts'
import { SimulationProgress } from './simulation-progress.ts'

/** What `halflife simulate` can be told. */
export interface SimulateCommandOptions {
  readonly years: number
  readonly seed?: number
  readonly ttl: number
  readonly mode: SimulationMode
  readonly life?: number
  readonly workers?: number
  readonly json?: boolean
  readonly save?: string
  readonly plant?: string
}

/**
 * Simulates a fleet under faults, and says what was covered and what was broken.
 *
 * @returns 0 if every promise was kept, 1 if one was broken
 * @throws UsageError
 */
export async function runSimulate(options: SimulateCommandOptions, io: Io): Promise<number> {
  if (options.plant === 'list') return listBugs(options.mode, io)
  const simulated = await checked(options)
  const { years, seed, ttlSeconds, life, mode, plant } = simulated
  const count = livesIn(years)
  const lives = life === undefined ? { from: 0, to: count } : { from: life, to: life + 1 }

  const progress = new SimulationProgress(io.stderr, life === undefined ? years : years / count)
  const result = await simulateTogether({ years, seed, ttlMs: ttlSeconds * 1000, mode, plant }, lives, {
    workers: Math.min(options.workers ?? availableParallelism(), lives.to - lives.from),
    signal: io.interrupt,
    onProgress: (simulatedMs) => progress.step(simulatedMs),
  })
  progress.end()
  if (!result) return interruptedCode(io)

  const findings = findingsOf(simulated, result)
  const text = options.json
    ? JSON.stringify(findings)
    : findingsPage(findings, pageWidth(io.stdout), paintFor(io)).join('\n')
  io.stdout.write(`${text}\n`)
  const { breach } = findings
  if (options.save !== undefined) {
    if (breach) await save(options.save, breach.testCase)
    io.stderr.write(
      breach
        ? `The test case is in ${options.save}.\n`
        : `Nothing to save: ${options.save} was not written.\n`,
    )
  }
  return breach ? 1 : 0
}

async function checked(options: SimulateCommandOptions): Promise<Simulated> {
  const { years, seed = randomInt(1_000_000_000), ttl: ttlSeconds, mode, life, plant, save: file } = options
  const count = livesIn(years)
  if (life !== undefined && life >= count)
    throw new UsageError(`--life: ${years} token-years have the lives 0 to ${count - 1}, and no ${life}.`)
  if (plant !== undefined && !bugsFor(mode).some(({ name }) => name === plant))
    throw new UsageError(
      `--plant: there is no bug '${plant}' for ${mode}. See halflife simulate --mode ${mode} --plant list.`,
    )
  // Before a minute is spent on what could not be kept.
  if (file !== undefined)
    await access(dirname(file), constants.W_OK).catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(`--save: ${file} cannot be written (${error.code}).`)
    })
  return { years, seed, ttlSeconds, mode, life, plant }
}

async function save(file: string, testCase: string): Promise<void> {
  await writeFile(file, testCase).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`--save: ${file} cannot be written (${error.code}).`)
  })
}

function listBugs(mode: SimulationMode, io: Io): number {
  const bugs = bugsFor(mode)
  const width = Math.max(...bugs.map(({ name }) => name.length))
  const pageColumns = pageWidth(io.stdout)
  for (const { name, says } of bugs)
    io.stdout.write(`${hanging(`${name.padEnd(width)}  `, says, pageColumns).join('\n')}\n`)
  return 0
}
