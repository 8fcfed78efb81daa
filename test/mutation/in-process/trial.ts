import { createRequire } from 'node:module'
import { Script } from 'node:vm'
import type { Bundle } from './bundle.ts'
import { ends } from './ends.ts'
import { rememberingFastCheck, rememberingXState } from './remembered.ts'
import { smallFastCheck } from './small-fast-check.ts'
import { SmallVitest, type Test, vitestExpect } from './small-vitest.ts'
import { Switch } from './switch.ts'

/** One test of a bundle. */
export interface TestName {
  readonly file: string
  readonly name: string
}

/** How properties are run. */
export interface TrialOptions {
  /** Of each property at most. */
  readonly mostRuns: number
  /** The mutants are neither in what makes the examples nor in what is expected: both are worked out once for all. */
  readonly remembers: boolean
}

/** Why a mutant is dead. */
export interface Failure {
  readonly test: TestName
  readonly error: unknown
}

type Evaluate = (
  require: (name: string) => unknown,
  module: { exports: { files: readonly [string, () => unknown][] } },
  isOn: (id: string) => boolean,
  cover: (...ids: readonly string[]) => void,
) => void

/** Runs the tests of a bundle, again and again, each time with another mutant in the code. */
export class Trial {
  readonly switch = new Switch()
  readonly #evaluate: Evaluate
  readonly #modules: ReadonlyMap<string, unknown>
  readonly #vitest: SmallVitest

  private constructor(code: string, modules: Map<string, unknown>, vitest: SmallVitest) {
    const parameters = 'require, module, stryMutAct_9fa48, stryCov_9fa48'
    const script = new Script(`(function (${parameters}) {${code}\n})`, { filename: 'tests.cjs' })
    this.#evaluate = script.runInThisContext() as Evaluate
    this.#modules = modules
    this.#vitest = vitest
  }

  /** Loads what the bundle requires. */
  static async of({ code, externals }: Bundle, { mostRuns, remembers }: TrialOptions): Promise<Trial> {
    const vitest = new SmallVitest(await vitestExpect())
    const modules = new Map<string, unknown>()
    for (const name of externals) modules.set(name, await load(name))
    modules.set('vitest', vitest.module)
    modules.set(
      'fast-check',
      remembers ? rememberingFastCheck(mostRuns, () => vitest.place) : smallFastCheck(mostRuns),
    )
    if (remembers) modules.set('xstate', rememberingXState())
    return new Trial(code, modules, vitest)
  }

  /** Every test there is, in the order in which it was written. @throws what a test file throws as it is loaded */
  all(): TestName[] {
    return this.#files().flatMap(([file, load]) => {
      load()
      return this.#vitest.take().map(({ name }) => ({ file, name }))
    })
  }

  /**
   * Evaluates everything anew and runs these tests until one fails.
   *
   * @param tests in this order
   * @param around is handed each test as it begins; what it gives is called when the test has passed
   * @returns the first failure, of a test or of the code as it is loaded; `undefined`: none
   */
  async run(
    tests: readonly TestName[],
    around?: (test: TestName) => () => void,
  ): Promise<Failure | undefined> {
    let now: TestName = { file: '', name: '' }
    try {
      const files = new Map(this.#files())
      const loaded = new Map<string, ReadonlyMap<string, Test>>()
      for (const test of tests) {
        now = test
        const { file, name } = test
        if (!loaded.has(file)) {
          files.get(file)?.()
          loaded.set(file, new Map(this.#vitest.take().map((each) => [each.name, each])))
        }
        const written = loaded.get(file)?.get(name)
        if (!written) throw new Error(`${file} has no test '${name}' now.`)
        const passed = around?.(test)
        await this.#runOne(file, written)
        passed?.()
      }
      return undefined
    } catch (error) {
      return { test: now, error }
    } finally {
      this.#vitest.take()
    }
  }

  #files(): readonly [string, () => unknown][] {
    const module: Parameters<Evaluate>[1] = { exports: { files: [] } }
    this.#evaluate((name) => this.#modules.get(name), module, this.switch.isOn, this.switch.cover)
    return module.exports.files
  }

  async #runOne(file: string, { name, run }: Test): Promise<void> {
    this.#vitest.place = `${file}: ${name}`
    try {
      const running = run()
      if (running instanceof Promise) await ends(running)
    } finally {
      await this.#vitest.finish()
    }
  }
}

const requireHere = createRequire(import.meta.url)

/** What a script is given for a package or for a module of Node. */
const load = async (name: string): Promise<unknown> =>
  name.startsWith('node:') ? requireHere(name) : await import(name)
