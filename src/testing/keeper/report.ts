import type { KeeperPromiseName } from './promises/index.ts'
import type { Scenario } from './scenario.ts'

/** A promise that a keeper was asked about. */
interface Asked {
  readonly promise: KeeperPromiseName
  /** The promise, in a sentence. */
  readonly says: string
}

/** A promise that held in every history that was played. */
export interface KeptPromise extends Asked {
  /** How many histories were played. */
  readonly runs: number
}

/** A promise that was broken. */
export interface BrokenPromise extends Asked {
  /** How, in the shortest history that was found. */
  readonly how: string
  /** That history, line by line: the time since it began, and what happened. */
  readonly history: readonly string[]
  /** That history, as data: what was to happen. */
  readonly scenario: Scenario
}

/** A promise that the keeper does not make. */
export interface UnmadePromise extends Asked {
  readonly why: string
}

/** What became of a keeper's promises. Each list is in the order of `keeperPromises`. */
export interface KeeperReport {
  /** The name of the adapter. */
  readonly keeper: string
  /** Hand it to `checkTokenKeeper` to have the same histories again. */
  readonly seed: number
  readonly kept: readonly KeptPromise[]
  readonly broken: readonly BrokenPromise[]
  readonly notPromised: readonly UnmadePromise[]
}
