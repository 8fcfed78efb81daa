import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCli } from '../../src/cli/run.ts'
import { capturedIo } from './captured-io.ts'

async function run(...argv: string[]) {
  const { io, written } = capturedIo()
  return { exitCode: await runCli(argv, io), ...written }
}

describe('whoever asks wrongly hears it in one line, and the exit code is 2', () => {
  it.each([
    [['demo', '--ttl', '0'], '--ttl <seconds>', 'whole number, 2 to 60'],
    [['demo', '--ttl', '61'], "'61'", 'whole number, 2 to 60'],
    [['demo', '--ttl', 'x'], "'x'", 'whole number, 2 to 60'],
    [['demo', '--ttl', '2.5'], "'2.5'", 'whole number, 2 to 60'],
    [['demo', '--policy', 'leave'], '--policy <policy>', 'stay, kick, both'],
    [['demo', '--tll', '3'], "unknown option '--tll'", '--ttl?'],
    [['demo', 'now'], 'too many arguments', 'Expected 0'],
    [['platform', '--port', '70000'], '--port <number>', '0 to 65535'],
    [['dmeo'], "unknown command 'dmeo'", 'demo?'],
  ])('%j', async (argv, what, rule) => {
    const { exitCode, stdout, stderr } = await run(...argv)
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^halflife: [^\n]+\n$/)
    expect(stderr).toContain(what)
    expect(stderr).toContain(rule)
  })

  it('a journal that cannot be written, before anything is played', async () => {
    const nowhere = join(await mkdtemp(join(tmpdir(), 'halflife-')), 'none', 'journal.jsonl')
    const { exitCode, stdout, stderr } = await run('demo', '--journal', nowhere)
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toBe(`halflife: --journal: ${nowhere} cannot be written (ENOENT).\n`)
  })

  it('nothing asked at all: what can be', async () => {
    const { exitCode, stdout, stderr } = await run()
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain('Usage: halflife')
  })
})

describe('--help', () => {
  it.each([
    [['--help'], ['demo', 'platform', '--version']],
    [
      ['demo', '--help'],
      ['--ttl <seconds>', '--policy <policy>', '--journal <file>', 'Exit code 0'],
    ],
    [
      ['platform', '--help'],
      ['--port <number>', '--app-key', '--app-secret', '--admin-key', '--auth-server'],
    ],
  ])('%j says what can be asked', async (argv, words) => {
    const { exitCode, stdout, stderr } = await run(...argv)
    expect(exitCode).toBe(0)
    expect(stderr).toBe('')
    for (const word of words) expect(stdout).toContain(word)
  })
})

it('--version is that of the package', async () => {
  expect(await run('--version')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+/),
  })
})
