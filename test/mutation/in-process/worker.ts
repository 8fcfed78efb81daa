import type { Bundle } from './bundle.ts'
import { judge, type Plan, planFor, type Verdict } from './plan.ts'
import { Trial, type TrialOptions } from './trial.ts'

// A process of its own, not a thread: a mutant that takes all memory takes the whole process with it.

/** What a worker is told: first its work, then one mutant after the other. */
export type Told =
  | {
      readonly tell: 'begin'
      readonly bundle: Bundle
      readonly options: TrialOptions
      /** Made by the first worker, for those after it. */
      readonly plan: Plan | undefined
    }
  | { readonly tell: 'judge'; readonly id: string }

/** What a worker says. */
export type Said =
  | { readonly say: 'ready'; readonly plan: Plan }
  | { readonly say: 'verdict'; readonly verdict: Verdict }

const say = (said: Said) => process.send?.(said)

// What a mutant leaves behind may fail when it is its turn no more.
process.on('unhandledRejection', () => {})
process.on('disconnect', () => process.exit())

let trial: Trial | undefined
let plan: Plan | undefined
process.on('message', async (told: Told) => {
  if (told.tell === 'begin') {
    trial = await Trial.of(told.bundle, told.options)
    plan = told.plan ?? (await planFor(trial).catch(fail))
    say({ say: 'ready', plan })
  } else if (trial && plan) {
    say({ say: 'verdict', verdict: await judge(trial, plan, told.id) })
  }
})

function fail(error: unknown): never {
  console.error(error)
  process.exit(1)
}
