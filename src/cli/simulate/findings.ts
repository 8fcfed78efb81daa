import {
  type Coverage,
  coveredEvents,
  coveredStates,
  reachableCells,
} from '../../testing/simulation/coverage.ts'
import { faultCards, faultsOf, type SimulationMode } from '../../testing/simulation/faults.ts'
import type { SimulationResult } from '../../testing/simulation/simulate.ts'
import { yearMs } from '../../testing/simulation/simulate.ts'
import type { LivesSpec } from './lives-of.ts'

/** What was simulated. */
export interface Simulated extends LivesSpec {
  readonly years: number
  readonly seed: number
  readonly ttlSeconds: number
  /** Only this life; `undefined`: all. */
  readonly life: number | undefined
}

/** All that is said of a simulation, for people and for machines. */
export type Findings = ReturnType<typeof findingsOf>

/** What a simulation has found, counted. */
export function findingsOf(simulated: Simulated, result: SimulationResult) {
  const { coverage, simulatedMs, asleepMs, lives, sessions, steps, checks, breach } = result
  return {
    simulated,
    command: commandOf(simulated),
    ok: breach === undefined,
    tokenYears: round(simulatedMs / yearMs),
    yearsAsleep: round(asleepMs / yearMs),
    lives,
    sessions,
    steps,
    cells: cellsOf(coverage, simulated.mode),
    coverage: coveredEvents.map((event) => ({
      event,
      states: coveredStates.map((state) => ({ state, faults: faultsSeen(coverage, state, event) })),
    })),
    faults: faultsOf(simulated.mode).map((fault) => ({
      fault,
      says: faultCards[fault].says,
      ...cellsOf(coverage, simulated.mode, fault),
    })),
    checks: Object.entries(checks).map(([promise, count]) => ({ promise, count })),
    breach: breach
      ? { ...breach, testCase: `// ${commandOf({ ...simulated, life: breach.life })}\n${breach.testCase}` }
      : null,
  }
}

/** The command that does it again, on any machine. */
export function commandOf({ years, seed, ttlSeconds, mode, plant, life }: Simulated): string {
  return [
    `halflife simulate --years ${years} --seed ${seed} --ttl ${ttlSeconds} --mode ${mode}`,
    ...(plant === undefined ? [] : [`--plant ${plant}`]),
    ...(life === undefined ? [] : [`--life ${life}`]),
  ].join(' ')
}

/** Of the cells that can be reached, of one fault or of all: how many were, and how many steps fell on them. */
function cellsOf(coverage: Coverage, mode: SimulationMode, only?: string) {
  const cells = reachableCells(mode).filter(({ fault }) => only === undefined || fault === only)
  const counts = cells.map(({ state, event, fault }) => coverage.seen(state, event, fault))
  return {
    steps: counts.reduce((sum, count) => sum + count, 0),
    reached: counts.filter((count) => count > 0).length,
    reachable: cells.length,
  }
}

const faultsSeen = (coverage: Coverage, state: string, event: string): number =>
  Object.keys(faultCards).filter((fault) => coverage.seen(state, event, fault as never) > 0).length

const round = (years: number): number => Math.round(years * 1000) / 1000
