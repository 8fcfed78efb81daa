import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { HalflifeError } from '../errors.ts'
import type { Register } from './command.ts'
import { registerDemo } from './demo/register.ts'
import { registerDiagram } from './diagram/register.ts'
import { registerExplain } from './explain/register.ts'
import { registerInspect } from './inspect/register.ts'
import type { Io } from './io.ts'
import { registerPlatform } from './platform/register.ts'
import { registerReplay } from './replay/register.ts'
import { registerSimulate } from './simulate/register.ts'
import { UsageError } from './usage-error.ts'
import { registerVerify } from './verify/register.ts'

const commands: readonly Register[] = [
  registerDemo,
  registerPlatform,
  registerInspect,
  registerReplay,
  registerExplain,
  registerVerify,
  registerSimulate,
  registerDiagram,
]

/**
 * The `halflife` command.
 *
 * @param argv what stands after `halflife`
 * @returns the exit code: 0 what was asked for holds, 1 it does not, 2 it was asked wrongly
 */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  let exitCode = 0
  const program = new Command('halflife')
    .description('Keeps an access token alive, and can prove what it did.')
    .version(versionOfPackage(), '--version', 'print the version')
    .helpOption('-h, --help', 'say what can be asked')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      getOutHelpWidth: () => Math.min(io.stdout.columns ?? 80, 100),
      getErrHelpWidth: () => Math.min(io.stderr.columns ?? 80, 100),
      outputError: (text, write) => write(oneLine(text)),
    })
  for (const register of commands) {
    register(program, { io, finish: (code) => (exitCode = code) })
  }

  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    return exitCodeOf(error, io)
  }
}

function exitCodeOf(error: unknown, io: Io): number {
  // Commander has said already what there was to say.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const isUsage =
    error instanceof UsageError || (error instanceof HalflifeError && error.code === 'ERR_OPTION')
  if (!isUsage) throw error
  io.stderr.write(oneLine(error.message))
  return 2
}

const oneLine = (text: string): string =>
  `halflife: ${text
    .trim()
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')}\n`

function versionOfPackage(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
