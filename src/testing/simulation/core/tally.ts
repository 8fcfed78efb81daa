import type { TokenEvent } from '../../../machines/events.ts'
import { type DecisionInvariantName, decisionInvariants } from '../../invariants/decision-invariants.ts'
import type { LedgerEntry } from '../../traces/ledger.ts'
import { Coverage } from '../coverage.ts'
import type { Fault } from '../faults.ts'
import type { Recorded } from './script.ts'

/** Promises that are no invariants of a trace, by name. */
export const otherPromises = [
  'as-the-table',
  'never-throws',
  'fold-is-live',
  'rehydration-is-sleep',
  'deadlines-pass',
  'every-attempt-settles',
  'stay-recovers',
  'kick-ends',
] as const

/** A promise that the simulation of the core checks. */
export type CorePromise = DecisionInvariantName | (typeof otherPromises)[number]

const ofEachStep: readonly CorePromise[] = [
  ...(Object.keys(decisionInvariants) as DecisionInvariantName[]),
  'as-the-table',
  'never-throws',
]

interface Watch {
  readonly onEvent?: (event: TokenEvent) => void
  readonly onEntry?: (entry: LedgerEntry) => void
}

/** What is counted in a life, and, if it is to be told, recorded. */
export class Tally {
  readonly coverage = new Coverage()
  /** The faults that have struck and not stopped. */
  under: Fault[] = []
  steps = 0
  sessions = 0
  /** Of the last session: all it was told. `undefined`: nobody will ask. */
  readonly record: Recorded[] | undefined
  /** What is told now is not to be told again: it follows from what was recorded. */
  isSilent = false
  readonly #rare = new Map<CorePromise, number>()

  /** Told of each event before it is decided; and of what came of it, before that is checked. */
  readonly watch: Watch

  constructor({ isRecording = false, ...watch }: Watch & { readonly isRecording?: boolean } = {}) {
    this.record = isRecording ? [] : undefined
    this.watch = watch
  }

  /** A fault strikes. */
  strike(fault: Fault): void {
    if (!this.under.includes(fault)) this.under.push(fault)
  }

  /** A promise that is not about each step was checked. */
  checked(promise: CorePromise): void {
    this.#rare.set(promise, (this.#rare.get(promise) ?? 0) + 1)
  }

  /** How often each promise was checked. */
  get checks(): Readonly<Record<string, number>> {
    const ofSteps = ofEachStep.map((name) => [name, this.steps] as const)
    const others = otherPromises.filter((name) => !ofEachStep.includes(name))
    return Object.fromEntries([...ofSteps, ...others.map((name) => [name, this.#rare.get(name) ?? 0])])
  }
}
