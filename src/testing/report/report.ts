import type { KeeperPromiseName } from '../keeper/promises/index.ts'
import type { Scenario } from '../keeper/scenario.ts'

/** A promise that was asked about. */
interface Asked<Name extends string> {
  readonly promise: Name
  /** The promise, in a sentence. */
  readonly says: string
}

/** A promise that held in every history that was played. */
export interface KeptPromise<Name extends string = KeeperPromiseName> extends Asked<Name> {
  /** How many histories were played. */
  readonly runs: number
}

/** How a promise was broken. */
interface Broken<Name extends string> extends Asked<Name> {
  /** How, in the shortest history that was found. */
  readonly how: string
  /** That history, line by line: the time since it began, and what happened. */
  readonly history: readonly string[]
}

/** A promise that a keeper broke. */
export interface BrokenPromise extends Broken<KeeperPromiseName> {
  /** That history, as data: what was to happen. */
  readonly scenario: Scenario
}

/** A promise that is not made. */
export interface UnmadePromise<Name extends string = KeeperPromiseName> extends Asked<Name> {
  readonly why: string
}

/** What became of promises: what all reports have. Each list is in the order in which they were asked about. */
export interface PromiseReport<Name extends string = string> {
  /** Hand it to the check to have the same histories again. */
  readonly seed: number
  readonly kept: readonly KeptPromise<Name>[]
  readonly broken: readonly Broken<Name>[]
  readonly notPromised: readonly UnmadePromise<Name>[]
}

/** What became of a keeper's promises. Each list is in the order of `keeperPromises`. */
export interface KeeperReport extends PromiseReport<KeeperPromiseName> {
  /** The name of the adapter. */
  readonly keeper: string
  readonly broken: readonly BrokenPromise[]
}
