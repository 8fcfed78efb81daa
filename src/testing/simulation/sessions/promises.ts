import { type DecisionInvariantName, decisionInvariants } from '../../invariants/decision-invariants.ts'
import { Coverage } from '../coverage.ts'
import type { Fault } from '../faults.ts'

/** Promises that only a whole session can break, by name. */
export const sessionPromises = [
  'as-the-table',
  'fold-is-live',
  'rehydration-is-sleep',
  'every-prefix-is-legal',
  'one-timer',
  'callbacks-cannot-hurt',
  'no-secret-leaves',
  'due-is-processed',
  'every-attempt-settles',
  'stay-recovers',
  'kick-ends',
  'damage-is-refused',
  'only-what-was-said',
  'no-dead-token',
  'rejections-are-heard',
] as const

/** A promise that the simulation of sessions checks. */
export type SimulatedPromise = DecisionInvariantName | (typeof sessionPromises)[number]

/** What is counted in a life. */
export class SessionTally {
  readonly coverage = new Coverage()
  /** The faults that have struck and not stopped. */
  readonly under: Fault[] = []
  /** How many records were checked. */
  steps = 0
  sessions = 0
  readonly #checks = new Map<SimulatedPromise, number>()

  /** A fault strikes. */
  strike(fault: Fault): void {
    if (!this.under.includes(fault)) this.under.push(fault)
  }

  /** The faults stop. */
  calm(): void {
    this.under.length = 0
  }

  /** A promise was checked, other than on each record. */
  checked(promise: SimulatedPromise, times = 1): void {
    this.#checks.set(promise, (this.#checks.get(promise) ?? 0) + times)
  }

  /** How often each promise was checked, by its name. */
  get checks(): Readonly<Record<string, number>> {
    const names = [...(Object.keys(decisionInvariants) as DecisionInvariantName[]), ...sessionPromises]
    const ofRecords = (name: SimulatedPromise) =>
      name === 'as-the-table' || Object.hasOwn(decisionInvariants, name) ? this.steps : 0
    return Object.fromEntries(
      names.map((name) => [name, ofRecords(name) + (this.#checks.get(name) ?? 0)] as const),
    )
  }
}
