import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeTarball } from './describe-tarball.ts'
import { newFolder, type Packed, pack, root } from './package.ts'
import { UserProject } from './user-project.ts'
import { workflowOf } from './workflow.ts'

// Projects of users, in folders of their own, with the library from its tarball: what they run, as they run it.
const folder = newFolder()
let packed: Packed
const projects: UserProject[] = []
const seed = { SEED: '42' }

beforeAll(async () => {
  packed = await pack(folder)
}, 600_000)
afterAll(() => {
  for (const project of projects) project.remove()
  rmSync(folder, { recursive: true, force: true })
})

async function projectOf(name: string, options = {}): Promise<UserProject> {
  const project = new UserProject(name)
  projects.push(project)
  await project.install(packed.tarball, options)
  return project
}

describeTarball(() => packed)

/** The lines of an output without indentation, which each runner has its own way of. */
const linesOf = (output: string) => output.split('\n').map((line) => line.trim())

/** The frames of stacks in an output. */
const frames = (output: string) => output.match(/^\s*(at |❯ ).*:\d+:\d+\)?( \{)?$/gm) ?? []

/** What the guide shows of a failure, block by block. */
const guide = readFileSync(join(root, 'docs/test-your-own.md'), 'utf8')
const shown = (name: string) =>
  [...guide.matchAll(/```text\n((?:.*\n)*?)```/g)]
    .map(([, text = '']) => linesOf(text).filter((line) => line !== '…' && line !== ''))
    .filter(([first = '']) => first.includes(`${name} breaks `))

/** A failure is to be read: it has the promise, how it was broken, by which history; and is not buried. */
function expectReadable(output: string, subject: string, promises: readonly string[]): void {
  const lines = linesOf(output)
  for (const promise of promises) {
    const at = lines.findIndex((line) => line.startsWith(`✗ ${promise}: `))
    expect(at, `${promise} in:\n${output}`).toBeGreaterThan(0)
    // The promise in a sentence, then its history.
    expect(lines[at + 1]).toMatch(/^[A-Z].*\.$/)
    expect(lines[at + 2]).toMatch(/^0 s +(the keeper is )?opened with /)
  }
  expect(output).toMatch(new RegExp(`${subject} breaks \\d+ of \\d+ promises: `))
  expect(output).toMatch(/The same again: \{ seed: 42, only: \[.*\] \}/)
  const [first = ''] = frames(output)
  expect(first).toContain('test/')
  expect(output.indexOf('The same again')).toBeLessThan(output.indexOf(first))
}

/** What the guide shows of a failure is in it, line by line; what a runner puts before the first one is not shown. */
function expectAsShown(output: string, subject: string): void {
  const lines = linesOf(output)
  for (const line of shown(subject).flat())
    expect(
      lines.some((printed) => printed.endsWith(line)),
      `${line}\nin\n${output}`,
    ).toBe(true)
}

describe('the guide', () => {
  it('shows what stands in the projects, and links to it', () => {
    const shownFiles = [...guide.matchAll(/^\[[^\]]+\]\(\.\.\/(\S+)\).*:\n\n```js\n((?:.*\n)*?)```$/gm)]
    expect(shownFiles.length).toBe(2)
    for (const [, path = '', code] of shownFiles)
      expect(code, path).toBe(readFileSync(join(root, path), 'utf8'))
    for (const name of ['TokenKeeper', 'tokenMachine', 'thrifty']) expect(shown(name).length, name).toBe(1)
  })
})

describe.each(['vitest', 'node-test'])('the workflow of the project with %s', (name) => {
  it('installs, tests, and keeps the reports, on each push and each night', () => {
    const { on, job, text } = workflowOf(name)
    expect(Object.keys(on)).toEqual(['push', 'pull_request', 'schedule'])
    expect(job.steps.map(({ uses, run }) => uses ?? run)).toEqual([
      'actions/checkout@v4',
      'actions/setup-node@v4',
      'npm ci',
      'npm test',
      'actions/upload-artifact@v4',
    ])
    expect(job.steps[1]?.with).toEqual({ 'node-version': 20, cache: 'npm' })
    expect(job.steps[4]).toMatchObject({ if: `\${{ !cancelled() }}`, with: { path: 'reports/*.xml' } })
    expect(job.env['SEED']).toBe(`\${{ github.event_name == 'schedule' && github.run_number || 42 }}`)
    // Both projects have the same, and the guide shows it.
    expect(text).toBe(workflowOf('vitest').text)
    expect(guide).toContain(`\`\`\`yaml\n${text}\`\`\`\n`)
  })
})

// As long as it may take on a slow machine: each runs several commands.
describe('a project with vitest, in TypeScript', { timeout: 600_000 }, () => {
  it('passes by the steps of its workflow; each of its wrong parts fails to be read', async () => {
    const project = await projectOf('vitest')
    for (const { run } of workflowOf('vitest').job.steps) {
      if (run === undefined || run === 'npm ci') continue // `install` has done that, without a network
      const { exitCode, output } = await project.run(run, seed)
      expect(exitCode, output).toBe(0)
      expect(output).toMatch(/Tests +2 passed/)
    }
    expect(project.reports()).toMatch(/<testsuite name="tokenMachine" tests="28" failures="0" skipped="6"/)

    project.spoil('token-machine.ts')
    project.spoil('thrifty.ts')
    const { exitCode, output } = await project.run('npx --no -- vitest run', seed)
    expect(exitCode).toBe(1)
    expectReadable(output, 'tokenMachine', ['retries-ahead', 'recovers-after-outage', 'short-lives'])
    expectReadable(output, 'thrifty', ['phase-matches-clock', 'kick-kicks'])
    // One for each of the two tests: the line of the assertion.
    expect(frames(output).length, output).toBeLessThanOrEqual(2)
    expect(project.reports()).toMatch(/<testcase classname="tokenMachine" name="retries-ahead"><failure /)
    for (const subject of ['tokenMachine', 'thrifty']) expectAsShown(output, subject)
  })
})

describe('a project with node:test, in JavaScript', { timeout: 600_000 }, () => {
  it('passes by the steps of its workflow; its wrong keeper fails to be read, the same by the same seed', async () => {
    const project = await projectOf('node-test')
    for (const { run } of workflowOf('node-test').job.steps) {
      if (run === undefined || run === 'npm ci') continue // `install` has done that, without a network
      const { exitCode, output } = await project.run(run, seed)
      expect(exitCode, output).toBe(0)
      expect(output).toMatch(/pass 27\n.*fail 0\n/)
    }

    project.spoil('token-keeper.js')
    const { exitCode, output } = await project.run('npm test', seed)
    expect(exitCode).toBe(1)
    expectReadable(output, 'TokenKeeper', ['single-flight', 'retries-ahead', 'callbacks-cannot-hurt'])
    // The guide shows what came of this seed on another day: the same again.
    expectAsShown(output, 'TokenKeeper')
    expect(project.reports()).toMatch(/<testcase classname="TokenKeeper" name="single-flight"><failure /)
  })

  it('needs no fast-check for a clock, for examples, and for a store of its own', async () => {
    const project = await projectOf('node-test', { without: ['fast-check'] })
    const command = 'node --test --test-reporter=spec test/journal.test.js'
    expect(await project.run(command)).toMatchObject({ exitCode: 0 })
    const without = await project.run('node --test test/token-keeper.test.js')
    expect(without.output).toContain("Cannot find package 'fast-check'")

    project.spoil('journal.js')
    const { exitCode, output } = await project.run(command)
    expect(exitCode).toBe(1)
    expect(output).toMatch(/✖ an append that expects another version is a conflict, and changes nothing/)
    expect(output).toContain('Missing expected rejection (VersionConflictError)')

    const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { version: string }
    const printed = await project.run('npx --no -- halflife --version')
    expect(printed.exitCode, printed.output).toBe(0)
    expect(printed.output.trimEnd().split('\n').at(-1)).toBe(version)
  })
})
