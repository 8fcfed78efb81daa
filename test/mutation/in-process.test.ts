import { describe, expect, it } from 'vitest'
import { bundle } from './in-process/bundle.ts'
import { instrument } from './in-process/instrument.ts'
import { judge, planFor } from './in-process/plan.ts'
import { complaints } from './in-process/report.ts'
import { Trial } from './in-process/trial.ts'
import { type Outcome, readReviewed, review, scoreOf } from './survivors.js'

const root = process.cwd()
const code = ['src/machines/points.ts', 'src/machines/deadline.ts']

/** What becomes of each mutant of the code under these tests. */
async function outcomesOf(tests: readonly string[]): Promise<Outcome[]> {
  const { mutants, sources } = await instrument(root, code)
  const trial = await Trial.of(await bundle(root, tests, sources), { mostRuns: 2, remembers: false })
  const plan = await planFor(trial)
  const outcomes: Outcome[] = []
  for (const { id, name } of mutants) {
    const { killedBy } = await judge(trial, plan, id)
    outcomes.push({ name, outcome: killedBy ? 'killed' : 'survived' })
  }
  return outcomes
}

describe('the quick mutation run', () => {
  it('sees tests kill every mutant of the points and the deadline', async () => {
    const examples = ['points', 'actors'].map((name) => `test/machines/${name}.test.ts`)
    const outcomes = await outcomesOf(examples)
    expect(outcomes.length).toBeGreaterThan(30)
    expect(outcomes.filter(({ outcome }) => outcome !== 'killed')).toStrictEqual([])
  })

  it('sees a suite that asserts nothing kill none but those that crash', async () => {
    const outcomes = await outcomesOf(['test/mutation/in-process/toothless.ts'])
    const killed = outcomes.filter(({ outcome }) => outcome === 'killed').map(({ name }) => name.original)
    // Without an answer, its reader crashes.
    expect(killed.filter((original) => !original.startsWith('{ const'))).toStrictEqual([])
    const { raw } = scoreOf(outcomes, review(outcomes, []))
    expect(raw).toBeLessThan(10)
  })
})

describe('the reviewed list of survivors', () => {
  const name = {
    file: 'a.ts',
    line: 'x < y',
    mutator: 'EqualityOperator',
    original: 'x < y',
    replacement: 'x <= y',
  }
  const other = { ...name, occurrence: 2 }
  const entry = { ...name, kind: 'equivalent', why: 'They are never equal.' } as const

  it('covers the survivor that it names, and no other', () => {
    const both = [name, other].map((each): Outcome => ({ name: each, outcome: 'survived' }))
    const reviewed = review(both, [entry])
    expect(reviewed).toStrictEqual({ unreviewed: [other], argued: [entry], unneeded: [] })
    expect(complaints(reviewed).join()).toContain('Survived: a.ts')
    expect(scoreOf(both, reviewed)).toMatchObject({ mutants: 2, killed: 0, equivalent: 1, raw: 0, score: 0 })
  })

  it('has no entry too many: neither of a mutant that is killed, nor of one that is gone', () => {
    for (const outcomes of [
      [{ name, outcome: 'killed' }],
      [{ name: other, outcome: 'killed' }],
    ] satisfies Outcome[][])
      expect(review(outcomes, [entry]).unneeded).toStrictEqual([entry])
    expect(review([{ name: { ...name, file: 'b.ts' }, outcome: 'killed' }], [entry]).unneeded).toStrictEqual(
      [],
    )
    expect(review([{ name, outcome: 'invalid' }], [entry]).unneeded).toStrictEqual([])
  })

  it('argues for each in a sentence', () => {
    for (const { why, kind } of readReviewed()) {
      expect(['equivalent', 'cost', 'accepted']).toContain(kind)
      expect(why).toMatch(/^[A-Z].{20,}\.$/)
    }
  })
})
