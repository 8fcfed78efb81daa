import type { Coverage } from './coverage.ts'

/** One life to be simulated. Whatever happens in it follows from `new Chance(seed, 'life', life)`. */
export interface LifeOptions {
  /** The seed of the whole simulation. */
  readonly seed: number
  /** The number of this life, from 0. */
  readonly life: number
  /** How much simulated time it takes, ms, sleep not counted. A session that was kicked is followed by another, until then. */
  readonly spanMs: number
  /** How long tokens live, ms, unless a fault makes them live otherwise. */
  readonly ttlMs: number
}

/** A promise that was broken, with all that is needed to see it again. */
export interface Breach {
  /** The name of the promise, such as `never-early`. */
  readonly invariant: string
  /** What was wrong, in a sentence. */
  readonly message: string
  /** The shortest history that still breaks the same promise: lines for people. */
  readonly history: readonly string[]
  /** A whole test file, which fails as long as the promise is broken. */
  readonly testCase: string
}

/** What became of a life. */
export interface LifeOutcome {
  /** How much time was simulated, ms: `spanMs`, less if a promise was broken. */
  readonly simulatedMs: number
  /** How much time was slept through or jumped over by a clock besides, ms: nothing happens then. */
  readonly asleepMs: number
  /** How many events were told. */
  readonly steps: number
  /** How many sessions there were. */
  readonly sessions: number
  /** How often each promise was checked, by its name. */
  readonly checks: Readonly<Record<string, number>>
  readonly coverage: Coverage
  /** The first promise that was broken; it ends the life. */
  readonly breach?: Breach
}

/** Lives a life. Pure but for its own machinery: the same options give the same outcome, on any machine. */
export type Live = (options: LifeOptions) => LifeOutcome | Promise<LifeOutcome>
