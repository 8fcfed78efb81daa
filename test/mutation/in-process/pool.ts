import { Worker } from 'node:worker_threads'
import type { Plan, Verdict } from './plan.ts'
import type { Said, Work } from './worker.ts'

/** Of a mutant that never comes to an end. */
const hung: Verdict['killedBy'] = { file: '', name: 'out of time' }

/**
 * Judges mutants in worker threads. Who hangs, or takes all memory, is dead, and so is its worker: another takes its place.
 *
 * @param each told of each verdict as it comes
 * @returns the plan that all followed
 * @throws if a test fails without a mutant
 */
export async function judgeAll(
  script: URL,
  work: Omit<Work, 'plan'>,
  ids: readonly string[],
  workers: number,
  each: (verdict: Verdict) => void,
): Promise<Plan> {
  const queue = [...ids]
  let plan: Plan | undefined

  const oneWorker = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(script, {
        workerData: { ...work, plan } satisfies Work,
        resourceLimits: { maxOldGenerationSizeMb: 1024 },
      })
      let now: string | undefined
      let timer: NodeJS.Timeout | undefined
      const end = (verdict?: Verdict) => {
        clearTimeout(timer)
        if (verdict) each(verdict)
        worker.removeAllListeners()
        // What comes of its end is of no interest.
        worker.on('error', () => {})
        void worker.terminate().then(() => resolve())
      }
      const next = () => {
        now = queue.shift()
        if (now === undefined) return end()
        const id = now
        // Ample, for the machine may be busy: nearly all that hangs is stopped by its own switch.
        const mostMs = 30_000 + 20 * (plan?.tookMs ?? 0)
        timer = setTimeout(() => end({ id, killedBy: hung, tookMs: mostMs }), mostMs)
        worker.postMessage(id)
      }
      worker.on('message', (said: Said) => {
        clearTimeout(timer)
        if (said.say === 'ready') plan = said.plan
        else each(said.verdict)
        next()
      })
      worker.on('error', (error) => {
        if (now === undefined) return reject(error)
        end({ id: now, killedBy: hung, tookMs: 0 })
      })
    })

  const untilEmpty = async () => {
    while (queue.length > 0) await oneWorker()
  }
  // The first makes the plan.
  const first = untilEmpty()
  while (plan === undefined) await Promise.race([first, new Promise((resolve) => setTimeout(resolve, 50))])
  await Promise.all([first, ...Array.from({ length: workers - 1 }, untilEmpty)])
  return plan
}
