import { expect, it } from 'vitest'
import { run } from './journal-files.ts'

it.each(['replay', 'explain', 'verify'])(
  '%s --help has examples, what --json writes, and the exit codes',
  async (command) => {
    const { exitCode, stdout, stderr } = await run([command, '--help'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    for (const words of [
      `halflife ${command} journal.db`,
      '--json writes',
      'Exit code 0',
      '--stream <stream>',
    ]) {
      expect(stdout).toContain(words)
    }
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  },
)

it.each(['replay', 'explain', 'verify'])('%s wants a journal', async (command) => {
  expect(await run([command])).toMatchObject({
    exitCode: 2,
    stdout: '',
    stderr: "halflife: missing required argument 'journal'\n",
  })
})
