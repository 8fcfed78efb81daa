import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCli } from '../../src/cli/run.ts'
import { charts } from '../../src/services/inspector/chart/layout.generated.ts'
import { capturedIo } from './captured-io.ts'

async function diagram(...argv: string[]) {
  const { io, written } = capturedIo()
  return { exitCode: await runCli(['diagram', ...argv], io), ...written }
}

/** All the grammar that is used: one of these is every line. */
const grammar = {
  head: /^stateDiagram-v2$/,
  state: /^ +state "[^"]+" as [a-z_]+$/,
  open: /^ {2}state "[^"]+" as [a-z_]+ \{$/,
  close: /^ {2}\}$/,
  inner: /^ +[a-z_]+ : [a-zA-Z.[\] ]+$/,
  way: /^ {2}[a-z_]+ --> [a-z_]+ : [a-zA-Z.[\] ]+(<br\/>[a-zA-Z.[\] ]+)*$/,
  ends: /^ {2}(\[\*\] --> [a-z_]+|[a-z_]+ --> \[\*\])$/,
}

describe('diagram, as Mermaid', () => {
  for (const { policy, transitions } of Object.values(charts)) {
    it(`${policy}: only of words that every version knows, and of states that were declared`, async () => {
      const { exitCode, stdout, stderr } = await diagram('--policy', policy)
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
      const lines = stdout.trimEnd().split('\n')
      for (const line of lines) {
        expect(
          Object.values(grammar).some((form) => form.test(line)),
          line,
        ).toBe(true)
      }
      const declared = [...stdout.matchAll(/ as ([a-z_]+)/g)].map(([, name]) => name)
      expect(new Set(declared).size).toBe(declared.length)
      for (const [, from, to] of stdout.matchAll(/^ +([a-z_]+)(?: --> ([a-z_]+))? : /gm)) {
        expect(declared).toContain(from)
        if (to !== undefined) expect(declared).toContain(to)
      }
      expect(lines.filter((line) => grammar.open.test(line))).toHaveLength(
        lines.filter((line) => grammar.close.test(line)).length,
      )
    })

    it(`${policy}: with every transition that can be taken, once`, async () => {
      const { stdout } = await diagram('--policy', policy)
      const said = [...stdout.matchAll(/ : (.+)$/gm)].flatMap(([, words = '']) => words.split('<br/>'))
      const taken = transitions
        .filter(({ isTaken }) => isTaken)
        .map(({ event, guard }) => (guard === null ? event : `${event} [${guard}]`))
      expect(said.sort()).toStrictEqual(taken.sort())
    })
  }

  it('is what is asked for if nothing else is, of the policy stay', async () => {
    expect(await diagram()).toStrictEqual(await diagram('--policy', 'stay', '--format', 'mermaid'))
  })
})

describe('diagram, as SVG', () => {
  for (const policy of ['stay', 'kick']) {
    it(`${policy}: the picture in docs/images is what it draws today (if not: npm run chart)`, async () => {
      const { exitCode, stdout } = await diagram('--policy', policy, '--format', 'svg')
      expect(exitCode).toBe(0)
      const picture = new URL(`../../docs/images/machine-${policy}.svg`, import.meta.url)
      expect((await readFile(picture, 'utf8')) === stdout).toBe(true)
    })
  }
})

describe('diagram --output', () => {
  it('writes to the file what it would print, and prints nothing', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'halflife-')), 'machine.mmd')
    expect(await diagram('--output', file)).toStrictEqual({ exitCode: 0, stdout: '', stderr: '' })
    expect(await readFile(file, 'utf8')).toBe((await diagram()).stdout)
  })

  it('that cannot be written is asked wrongly, and so is a policy or a format that there is not', async () => {
    const nowhere = join(await mkdtemp(join(tmpdir(), 'halflife-')), 'none', 'machine.svg')
    const refusals = [
      [['--output', nowhere], `--output: ${nowhere} cannot be written (ENOENT).`],
      [['--policy', 'leave'], 'stay, kick'],
      [['--format', 'png'], 'mermaid, svg'],
    ] as const
    for (const [argv, why] of refusals) {
      const { exitCode, stdout, stderr } = await diagram(...argv)
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
      expect(stderr).toMatch(/^halflife: [^\n]+\n$/)
      expect(stderr).toContain(why)
    }
  })
})
