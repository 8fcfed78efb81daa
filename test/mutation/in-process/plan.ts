import type { TestName, Trial } from './trial.ts'

/** In which order tests are run, and which mutants they can meet. */
export interface Plan {
  /** The cheapest first. */
  readonly tests: readonly TestName[]
  /** How often each mutant's code was run by all of them. A mutant without a number is met by none. */
  readonly hits: ReadonlyMap<string, number>
  /** How long all of them took. */
  readonly tookMs: number
}

/** Runs all tests without a mutant. @throws if one fails */
export async function planFor(trial: Trial): Promise<Plan> {
  const tests = trial.all()
  const hits = new Map<string, number>()
  trial.switch.count(hits)
  await pass(trial, tests)
  trial.switch.count(undefined)

  const tookMs = new Map<TestName, number>()
  await pass(trial, tests, (test) => {
    const startedMs = performance.now()
    return () => void tookMs.set(test, performance.now() - startedMs)
  })
  const costOf = (test: TestName) => tookMs.get(test) ?? 0
  return {
    tests: tests.toSorted((a, b) => costOf(a) - costOf(b)),
    hits,
    tookMs: tests.reduce((sum, test) => sum + costOf(test), 0),
  }
}

async function pass(trial: Trial, tests: readonly TestName[], around?: Parameters<Trial['run']>[1]) {
  const failure = await trial.run(tests, around)
  if (failure === undefined) return
  const { file, name } = failure.test
  throw new Error(`Without a mutant, this fails: ${file}: ${name}`, { cause: failure.error })
}

/** What became of one mutant. */
export interface Verdict {
  readonly id: string
  /** The test that failed; `undefined`: none did. */
  readonly killedBy: TestName | undefined
  readonly tookMs: number
}

/** Runs the tests with one mutant in the code. */
export async function judge(trial: Trial, { tests, hits }: Plan, id: string): Promise<Verdict> {
  const startedMs = performance.now()
  const usual = hits.get(id)
  let killedBy: TestName | undefined
  if (usual !== undefined) {
    trial.switch.turnOn(id, usual * 100 + 10_000)
    killedBy = (await trial.run(tests))?.test
    trial.switch.turnOn(undefined)
  }
  return { id, killedBy, tookMs: performance.now() - startedMs }
}
