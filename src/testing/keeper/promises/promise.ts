import type { Arbitrary } from 'fast-check'
import type { FastCheck } from '../../arbitraries/fast-check.ts'
import type { Abilities, Account } from '../account.ts'
import type { Scenario } from '../scenario.ts'

/** Something that a keeper of tokens promises. */
export interface KeeperPromise {
  /** The promise, in a sentence. */
  readonly says: string
  /** A keeper that cannot do this does not make the promise. */
  readonly needs?: keyof Abilities
  /** The most histories that are played, where they are many keepers' lives and differ in little. */
  readonly mostRuns?: number
  /** Histories that could break it. */
  scenarios(fc: FastCheck): Arbitrary<Scenario>
  /** @returns how it was broken in this history, or nothing */
  broken(account: Account): string | undefined
}
