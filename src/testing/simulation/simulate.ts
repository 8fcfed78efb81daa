import { Coverage } from './coverage.ts'
import type { Breach, LifeOutcome, Live } from './life.ts'

const dayMs = 86_400_000

/** How long a year is here, ms: 365 days. */
export const yearMs = 365 * dayMs
/** How long a life is, ms; the last one of a simulation may be shorter. */
export const lifeSpanMs = 30 * dayMs

/** What is to be simulated. */
export interface SimulateOptions {
  /** How many token-years: a fleet's lives, added up. */
  readonly years: number
  /** A whole number. The same seed gives the same simulation. */
  readonly seed: number
  /** How long tokens live, ms. Default one hour. */
  readonly ttlMs?: number
  /** Who lives the lives: `coreLives()`, or another. */
  readonly live: Live
  /** Only the lives from one number up to, and without, another: a part of the whole. Default all. */
  readonly lives?: readonly [from: number, to: number]
  /** Told after each life, whether it went well or not. */
  readonly onLife?: (outcome: LifeOutcome, life: number) => void
}

/** What a simulation, or a part of one, has found. */
export interface SimulationResult {
  readonly lives: number
  readonly sessions: number
  readonly simulatedMs: number
  readonly asleepMs: number
  readonly steps: number
  /** How often each promise was checked, by its name. */
  readonly checks: Readonly<Record<string, number>>
  readonly coverage: Coverage
  /** The first promise that was broken, in the life with the lowest number; what came after it is not counted. */
  readonly breach?: Breach & { readonly life: number }
}

/** How many lives so many token-years are. */
export const livesIn = (years: number): number => Math.ceil((years * yearMs) / lifeSpanMs)

/**
 * Lives one life after the other, and stops at the first promise that is broken.
 *
 * @example await simulate({ years: 10, seed: 42, live: coreLives() })
 */
export async function simulate(options: SimulateOptions): Promise<SimulationResult> {
  const { years, seed, ttlMs = 3_600_000, live, onLife } = options
  const [from, to] = options.lives ?? [0, livesIn(years)]
  let sum = nothing()
  for (let life = from; life < to; life++) {
    const spanMs = Math.min(lifeSpanMs, Math.round(years * yearMs) - life * lifeSpanMs)
    const outcome = await live({ seed, life, spanMs, ttlMs })
    sum = mergeResults(sum, resultOf(outcome, life))
    onLife?.(outcome, life)
    if (outcome.breach) break
  }
  return sum
}

/** Before anything was simulated. */
export const nothing = (): SimulationResult => ({
  lives: 0,
  sessions: 0,
  simulatedMs: 0,
  asleepMs: 0,
  steps: 0,
  checks: {},
  coverage: new Coverage(),
})

function resultOf({ breach, ...outcome }: LifeOutcome, life: number): SimulationResult {
  return { ...outcome, lives: 1, ...(breach && { breach: { ...breach, life } }) }
}

/** Two parts, the one with the lower lives first, as one. @param into is added to, and not of use any more */
export function mergeResults(into: SimulationResult, other: SimulationResult): SimulationResult {
  const checks: Record<string, number> = { ...into.checks }
  for (const [name, count] of Object.entries(other.checks)) checks[name] = (checks[name] ?? 0) + count
  into.coverage.add(other.coverage)
  return {
    lives: into.lives + other.lives,
    sessions: into.sessions + other.sessions,
    simulatedMs: into.simulatedMs + other.simulatedMs,
    asleepMs: into.asleepMs + other.asleepMs,
    steps: into.steps + other.steps,
    checks,
    coverage: into.coverage,
    ...((into.breach ?? other.breach) && { breach: into.breach ?? other.breach }),
  } as SimulationResult
}
