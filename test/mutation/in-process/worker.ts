import { parentPort, workerData } from 'node:worker_threads'
import type { Bundle } from './bundle.ts'
import { judge, type Plan, planFor, type Verdict } from './plan.ts'
import { Trial } from './trial.ts'

/** What a worker begins with. */
export interface Work {
  readonly bundle: Bundle
  readonly mostRuns: number
  /** Made by the first worker, for those after it. */
  readonly plan: Plan | undefined
}

/** What a worker says. */
export type Said =
  | { readonly say: 'ready'; readonly plan: Plan }
  | { readonly say: 'verdict'; readonly verdict: Verdict }

const { bundle, mostRuns, plan: given } = workerData as Work
const say = (said: Said) => parentPort?.postMessage(said)

// What a mutant leaves behind may fail when it is its turn no more.
process.on('unhandledRejection', () => {})

const trial = await Trial.of(bundle, mostRuns)
const plan = given ?? (await planFor(trial))
parentPort?.on('message', async (id: string) =>
  say({ say: 'verdict', verdict: await judge(trial, plan, id) }),
)
say({ say: 'ready', plan })
