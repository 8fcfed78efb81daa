import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

// As much of Vitest as the tests of the machines use, in this thread, with its own `expect`.

/** A test as it was written. */
export interface Test {
  readonly name: string
  readonly run: () => unknown
}

interface Suite {
  readonly path: readonly string[]
}
type Body = () => unknown

/** What test files are given as `vitest`, and what they have said with it. */
export class SmallVitest {
  tests: Test[] = []
  /** The test that runs. */
  place = ''
  #suite: Suite = { path: [] }
  #hooks: Body[] = []
  #after: Body[] = []
  readonly module: object

  constructor(expect: unknown) {
    this.module = {
      expect,
      describe: (name: string, body: Body) => {
        const outer = this.#suite
        this.#suite = { path: [...outer.path, name] }
        body()
        this.#suite = outer
      },
      it: (name: string, ...rest: readonly unknown[]) => {
        // Options may stand between; time-outs are not ours to keep.
        const body = rest.find((each) => typeof each === 'function') as Body
        const hooks = this.#hooks
        const run = () => {
          this.#after.push(...hooks)
          return body()
        }
        this.tests.push({ name: [...this.#suite.path, name].join(' > '), run })
      },
      afterEach: (body: Body) => void this.#hooks.push(body),
      onTestFinished: (body: Body) => void this.#after.push(body),
      vi: { stubGlobal: stubs.put, unstubAllGlobals: stubs.takeBack },
    }
  }

  /** Gives what the test files have said since the last time. */
  take(): readonly Test[] {
    const taken = this.tests
    this.tests = []
    this.#suite = { path: [] }
    this.#hooks = []
    return taken
  }

  /** What a test wants done when it has ended. */
  async finish(): Promise<void> {
    const after = this.#after
    this.#after = []
    for (const body of after.toReversed()) await body()
  }
}

/** Global names that mean something else for a while. */
const stubs = {
  originals: new Map<string, unknown>(),
  put(name: string, value: unknown) {
    const globals = globalThis as Record<string, unknown>
    if (!stubs.originals.has(name)) stubs.originals.set(name, globals[name])
    globals[name] = value
  },
  takeBack() {
    for (const [name, value] of stubs.originals) (globalThis as Record<string, unknown>)[name] = value
    stubs.originals.clear()
  },
}

/** Vitest's own `expect`. It is a package of Vitest's, found from there. */
export async function vitestExpect(): Promise<unknown> {
  const vitest = createRequire(import.meta.url).resolve('vitest/package.json')
  const { chai, ...plugins } = await import(
    pathToFileURL(createRequire(vitest).resolve('@vitest/expect')).href
  )
  for (const plugin of ['JestExtend', 'JestChaiExpect', 'JestAsymmetricMatchers']) chai.use(plugins[plugin])
  return chai.expect
}
