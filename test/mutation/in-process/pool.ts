import { fork } from 'node:child_process'
import type { Bundle } from './bundle.ts'
import type { Plan, Verdict } from './plan.ts'
import type { TrialOptions } from './trial.ts'
import type { Said, Told } from './worker.ts'

/** Of a mutant that never comes to an end. */
const hung: Verdict['killedBy'] = { file: '', name: 'out of time or memory' }

/** What is to be done. */
export interface Work {
  readonly bundle: Bundle
  readonly options: TrialOptions
  readonly ids: readonly string[]
}

/**
 * Judges mutants in processes of their own. Who hangs, or takes all memory, is dead, and so is its process: another takes
 * its place.
 *
 * @param script of worker.ts
 * @param each told of each verdict as it comes
 * @throws if a test fails without a mutant
 */
export async function judgeAll(
  script: string,
  { bundle, options, ids }: Work,
  each: (verdict: Verdict) => void,
  workers = 2,
): Promise<void> {
  const queue = [...ids]
  let plan: Plan | undefined

  /** One process, until nothing is left to do or it dies. */
  const work = (whenReady?: () => void) =>
    new Promise<void>((resolve, reject) => {
      const worker = fork(script, { serialization: 'advanced', execArgv: ['--max-old-space-size=1024'] })
      const tell = (told: Told) => worker.send(told)
      let now: string | undefined
      let timer: NodeJS.Timeout | undefined
      const next = () => {
        now = queue.shift()
        if (now === undefined) return void worker.disconnect()
        // Ample, for the machine may be busy: nearly all that hangs is stopped by its own switch.
        timer = setTimeout(() => worker.kill('SIGKILL'), 30_000 + 20 * (plan?.tookMs ?? 0))
        tell({ tell: 'judge', id: now })
      }
      worker.on('message', (said: Said) => {
        clearTimeout(timer)
        if (said.say === 'verdict') each(said.verdict)
        else plan = said.plan
        if (said.say === 'ready') whenReady?.()
        next()
      })
      worker.on('exit', () => {
        clearTimeout(timer)
        if (plan === undefined) return reject(new Error('A test fails without a mutant.'))
        if (now !== undefined) each({ id: now, killedBy: hung, tookMs: 0 })
        resolve()
      })
      tell({ tell: 'begin', bundle, options, plan })
    })

  const untilDone = async (whenReady?: () => void) => {
    while (queue.length > 0) await work(whenReady)
  }
  // The first makes the plan for all.
  await new Promise<void>((resolve, reject) => {
    const others: Promise<void>[] = []
    const startOthers = () => {
      while (others.length < workers - 1) others.push(untilDone())
    }
    untilDone(startOthers)
      .then(() => Promise.all(others))
      .then(() => resolve(), reject)
  })
}
