import { HalflifeError } from '../../errors.ts'
import type { FastCheck } from '../arbitraries/fast-check.ts'
import { checkFastCheck, checkNames, checkWhole } from '../options/check-options.ts'
import type { BrokenPromise, KeeperReport, KeptPromise, UnmadePromise } from '../report/report.ts'
import type { Abilities } from './account.ts'
import type { TokenKeeperAdapter } from './adapter.ts'
import { findBreach } from './find-breach.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { type KeeperPromiseName, keeperPromises } from './promises/index.ts'
import type { KeeperPromise } from './promises/promise.ts'
import type { Scenario } from './scenario.ts'
import { Stage } from './stage.ts'

/** How a keeper is put to the test. */
export interface CheckKeeperOptions {
  /** A 32-bit integer; the same seed, the same histories. Default: a new one for each check, said in the report. */
  readonly seed?: number | undefined
  /** How many histories are tried for each promise, until one breaks it. Default 20. */
  readonly runs?: number
  /** Check these promises alone. Default: all. */
  readonly only?: readonly KeeperPromiseName[]
}

/**
 * Puts a keeper of tokens, whoever wrote it, to the test: random histories on a test clock, promise by promise, with an
 * issuer that fails in every way. It needs no test runner.
 *
 * While a history is played, the console and unhandled rejections are the suite's; with `time: 'global'` so are `Date`, the
 * global timers and `Math.random`. So nothing else should run in the process meanwhile; checks themselves wait for each other.
 *
 * @param fc your own fast-check
 * @returns what is kept, what is broken (each with the shortest history found), and what is not promised
 * @throws HalflifeError `ERR_OPTION` for a promise that there is not, an adapter without `open`, a seed that is no whole
 *   number, less than one run; and what `open` throws when it is first tried
 * @example
 * const report = await checkTokenKeeper(fc, adapter)
 * assertKeeps(report)
 */
export async function checkTokenKeeper(
  fc: FastCheck,
  adapter: TokenKeeperAdapter,
  options: CheckKeeperOptions = {},
): Promise<KeeperReport> {
  const { seed = Math.floor(Math.random() * 2 ** 31), runs = 20 } = options
  checkFastCheck(fc)
  checkOptions(adapter, options)
  const all = Object.keys(keeperPromises) as KeeperPromiseName[]
  const names = all.filter((promise) => options.only?.includes(promise) ?? true)
  const kept: KeptPromise[] = []
  const broken: BrokenPromise[] = []
  const notPromised: UnmadePromise[] = []
  const can = await abilitiesOf(adapter, seed)
  for (const promise of names) {
    const asked: KeeperPromise = keeperPromises[promise]
    const { says, mostRuns = runs } = asked
    const why = whyNotPromised(adapter, promise, can)
    if (why !== undefined) {
      notPromised.push({ promise, says, why })
      continue
    }
    const numRuns = Math.min(runs, mostRuns)
    const found = await findBreach(fc, adapter, asked, { seed, numRuns })
    if (found) broken.push({ promise, says, ...found })
    else kept.push({ promise, says, runs: numRuns })
  }
  return { keeper: adapter.name, seed, kept, broken, notPromised }
}

const cannot: Record<keyof Abilities, string> = {
  rejected: 'it cannot be told that a token was rejected',
  close: 'it cannot be closed',
}

function whyNotPromised(
  { notPromised = {} }: TokenKeeperAdapter,
  name: KeeperPromiseName,
  can: Abilities,
): string | undefined {
  const { needs }: KeeperPromise = keeperPromises[name]
  return notPromised[name] ?? (needs && !can[needs] ? cannot[needs] : undefined)
}

async function abilitiesOf(adapter: TokenKeeperAdapter, seed: number): Promise<Abilities> {
  const empty: Scenario = { ttlMs: 3_600_000, steps: [] }
  return (await oneAtATime(() => new Stage(adapter, empty, seed).play())).can
}

function checkOptions(adapter: TokenKeeperAdapter, { seed, runs, only = [] }: CheckKeeperOptions): void {
  if (typeof adapter?.open !== 'function' || !['injected', 'global'].includes(adapter.time))
    throw new HalflifeError(
      'ERR_OPTION',
      "An adapter has a name, `open`, and `time`: 'injected' or 'global'.",
    )
  checkWhole({ seed })
  checkWhole({ runs }, 1)
  checkNames('promise', [...only, ...Object.keys(adapter.notPromised ?? {})], Object.keys(keeperPromises))
}
