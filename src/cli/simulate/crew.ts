import { Worker } from 'node:worker_threads'
import { Coverage } from '../../testing/simulation/coverage.ts'
import { mergeResults, nothing, type SimulationResult, simulate } from '../../testing/simulation/simulate.ts'
import { type LivesSpec, livesOf } from './lives-of.ts'

/** What every worker is told when it begins. */
export interface Task extends LivesSpec {
  readonly years: number
  readonly seed: number
  readonly ttlMs: number
}

/** Some lives of the whole: from one number up to, and without, another. */
export interface Part {
  readonly from: number
  readonly to: number
}

/** A worker says how far it has got, and what came of a part. */
export type FromWorker =
  | { readonly simulatedMs: number }
  | { readonly part: Part; readonly result: SimulationResult }

/** How the work is to be done. */
export interface CrewOptions {
  /** 1: in this thread. */
  readonly workers: number
  /** Ends the work; what was found is lost. */
  readonly signal: AbortSignal
  /** So much more was simulated, ms. */
  onProgress(simulatedMs: number): void
}

/**
 * Simulates a range of lives, spread over threads. However they are spread, the result is the same: parts are merged in
 * their order, up to the first life in which a promise is broken.
 *
 * @returns what was found; `undefined` if the signal ended the work
 */
export function simulateTogether(
  task: Task,
  lives: Part,
  options: CrewOptions,
): Promise<SimulationResult | undefined> {
  const parts = partsOf(lives, options.workers)
  return options.workers === 1 ? alone(task, parts, options) : together(task, parts, options)
}

/** Parts small enough that nobody waits long for the last of them, and no more than so many lives. */
function partsOf({ from, to }: Part, workers: number): readonly Part[] {
  const size = Math.max(1, Math.min(50, Math.floor((to - from) / (workers * 8))))
  const parts: Part[] = []
  for (let at = from; at < to; at += size) parts.push({ from: at, to: Math.min(to, at + size) })
  return parts
}

async function alone(
  { years, seed, ttlMs, ...spec }: Task,
  parts: readonly Part[],
  { signal, onProgress }: CrewOptions,
): Promise<SimulationResult | undefined> {
  const live = livesOf(spec)
  let sum = nothing()
  for (const { from, to } of parts) {
    for (let life = from; life < to && !sum.breach; life++) {
      // Lives are lived without a pause: whoever presses Ctrl-C is heard between two of them.
      await new Promise((resolve) => setImmediate(resolve))
      if (signal.aborted) return undefined
      const onLife = ({ simulatedMs }: { readonly simulatedMs: number }) => onProgress(simulatedMs)
      sum = mergeResults(sum, await simulate({ years, seed, ttlMs, live, lives: [life, life + 1], onLife }))
    }
  }
  return sum
}

function together(
  task: Task,
  parts: readonly Part[],
  { workers, signal, onProgress }: CrewOptions,
): Promise<SimulationResult | undefined> {
  const results: (SimulationResult | undefined)[] = parts.map(() => undefined)
  const crew: Worker[] = []
  let next = 0
  /** No part after this one matters: a promise was broken in it. */
  let last = parts.length - 1

  return new Promise<SimulationResult | undefined>((resolve, reject) => {
    const give = (worker: Worker) => {
      if (next <= last) worker.postMessage(parts[next++])
    }
    const hear = (worker: Worker, message: FromWorker) => {
      if (!('part' in message)) return onProgress(message.simulatedMs)
      const index = parts.findIndex(({ from }) => from === message.part.from)
      results[index] = message.result
      if (message.result.breach) last = Math.min(last, index)
      if (results.slice(0, last + 1).every((result) => result !== undefined))
        return resolve(merge(results.slice(0, last + 1)))
      give(worker)
    }
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
    if (signal.aborted || parts.length === 0) return resolve(signal.aborted ? undefined : nothing())
    for (let i = 0; i < Math.min(workers, parts.length); i++) {
      const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: task })
      crew.push(worker)
      worker.on('message', (message: FromWorker) => hear(worker, message))
      worker.on('error', reject)
      give(worker)
    }
  }).finally(() => Promise.all(crew.map((worker) => worker.terminate())))
}

function merge(results: readonly (SimulationResult | undefined)[]): SimulationResult {
  let sum = nothing()
  for (const result of results) {
    if (!result) continue
    // What comes from another thread is plain data.
    sum = mergeResults(sum, { ...result, coverage: new Coverage(result.coverage.counts) })
  }
  return sum
}
