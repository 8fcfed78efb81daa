import type { CorePromise } from './core/tally.ts'
import type { SimulatedPromise } from './sessions/promises.ts'

/** A promise was broken in a simulated life, of a machine or of a session. The message says how. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise'
  readonly promise: CorePromise | SimulatedPromise

  constructor(promise: CorePromise | SimulatedPromise, message: string) {
    super(message)
    this.promise = promise
  }
}
