import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

/** What is looked at here of `bench/report/report.js`. */
interface Report {
  readonly benchmarks: readonly {
    readonly name: string
    readonly kind: string
    title: string
    readonly goals: readonly { readonly isMet: boolean }[]
  }[]
}

const results = 'bench/results.json'
const report = (): Report => JSON.parse(readFileSync(results, 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'halflife-pictures-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Draws, as anybody would: by name, each picture as text. */
function drawn(file: string, into: string): ReadonlyMap<string, string> {
  const pictures = join(folder, into)
  execFileSync(process.execPath, ['bench/report/redraw.js', file, pictures])
  return new Map(readdirSync(pictures).map((name) => [name, readFileSync(join(pictures, name), 'utf8')]))
}

describe('the pictures of the docs', () => {
  it('are drawn from the results that are kept, and are up to date', () => {
    const pictures = drawn(results, 'kept')
    expect([...pictures.keys()]).toEqual(readdirSync('docs/images').filter((name) => /^bench-/.test(name)))
    for (const [name, svg] of pictures) expect(readFileSync(`docs/images/${name}`, 'utf8'), name).toBe(svg)
  })

  it('show every goal, met or missed', () => {
    for (const { name, kind, goals } of report().benchmarks) {
      if (kind === 'commands') continue
      const svg = readFileSync(`docs/images/bench-${name}.svg`, 'utf8')
      const told = [...svg.matchAll(/>(met|missed)</g)].map(([, verdict]) => verdict)
      expect(told, name).toEqual(goals.map(({ isMet }) => (isMet ? 'met' : 'missed')))
    }
  })

  it('are drawn of numbers and words, whatever is in a title', () => {
    const changed = report()
    for (const benchmark of changed.benchmarks) benchmark.title += ' <b> & "c"'
    const file = join(folder, 'changed.json')
    writeFileSync(file, JSON.stringify(changed))
    for (const [name, svg] of drawn(file, 'changed')) {
      expect(svg, name).not.toMatch(/<b>|& |NaN|Infinity|[="]undefined/)
      expect(svg, name).toContain('&lt;b&gt; &amp; &quot;c&quot;')
    }
  })
})
