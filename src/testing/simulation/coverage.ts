import type { TokenEvent } from '../../machines/events.ts'
import { eventTypes } from '../traces/event-types.ts'
import { type Fault, faults, faultsOf, type SimulationMode } from './faults.ts'

const phases = ['valid', 'refreshing-half', 'refreshing-three-quarter', 'expired'] as const

/** The states in which a machine can be told something. After a kick it is told nothing, so `kicked` is none. */
export const coveredStates: readonly string[] = phases.flatMap((phase) => [
  `${phase}.idle`,
  `${phase}.requesting`,
])

/** The events a machine can be told. */
export const coveredEvents = eventTypes

const indexOf = (names: readonly string[]) => new Map(names.map((name, index) => [name, index]))
const stateIndex = indexOf(coveredStates)
const eventIndex = indexOf(coveredEvents)
const faultIndex = indexOf(faults)

/**
 * How often each event came in each state (that before the event) under each fault. A step is counted under every
 * fault that has struck in the running episode, from its first stroke until the faults stop; and under `none` if there
 * is no such fault.
 */
export class Coverage {
  /** By state, then event, then fault. Plain numbers: it may be sent from one process to another. */
  readonly counts: Float64Array

  constructor(counts: Iterable<number> = []) {
    this.counts = new Float64Array(coveredStates.length * coveredEvents.length * faults.length)
    this.counts.set([...counts])
  }

  /** One step. A state or event that nobody knows is not counted: a wrong machine may have any. */
  count(state: string, event: string, under: readonly Fault[]): void {
    const row = rowOf(state, event)
    if (row === undefined) return
    if (under.length === 0) this.#add(row, 'none')
    for (const fault of under) this.#add(row, fault)
  }

  /** How often it was so. */
  seen(state: string, event: string, fault: Fault): number {
    const row = rowOf(state, event)
    return row === undefined ? 0 : (this.counts[row + (faultIndex.get(fault) ?? 0)] ?? 0)
  }

  /** Adds what another has counted. */
  add({ counts }: Pick<Coverage, 'counts'>): void {
    for (const [index, count] of counts.entries())
      if (count > 0) this.counts[index] = (this.counts[index] ?? 0) + count
  }

  #add(row: number, fault: Fault): void {
    const index = row + (faultIndex.get(fault) ?? 0)
    this.counts[index] = (this.counts[index] ?? 0) + 1
  }
}

function rowOf(state: string, event: string): number | undefined {
  const s = stateIndex.get(state)
  const e = eventIndex.get(event)
  return s === undefined || e === undefined ? undefined : (s * coveredEvents.length + e) * faults.length
}

/** Two counts as one. */
export function mergeCoverage(one: Coverage, other: Coverage): Coverage {
  const merged = new Coverage(one.counts)
  merged.add(other)
  return merged
}

/** A combination of which a simulation counts how often it came. */
export interface Cell {
  readonly state: string
  readonly event: TokenEvent['type']
  readonly fault: Fault
}

/**
 * All cells that a mode can reach, in order. What is known to be impossible is not among them; of sessions no such thing
 * is known, so that there their number is no more than a limit.
 */
export function reachableCells(mode: SimulationMode): readonly Cell[] {
  const cells = coveredStates.flatMap((state) =>
    coveredEvents.flatMap((event) => faultsOf(mode).map((fault) => ({ state, event, fault }))),
  )
  return mode === 'core' ? cells.filter((cell) => !isImpossible(cell)) : cells
}

/**
 * What the simulation of the core cannot show while nothing is wrong. A rejection, a restart and a failure *are* faults;
 * an answer in `idle`, but for `valid.idle`, is that of an attempt which has failed before; and who is `expired.idle`
 * when the faults stop has recovered before the app does anything but ask.
 */
function isImpossible({ state, event, fault }: Cell): boolean {
  if (fault !== 'none') return false
  if (event === 'api.rejected' || event === 'session.resumed' || event === 'refresh.failed') return true
  if (event === 'refresh.succeeded') return state.endsWith('.idle') && state !== 'valid.idle'
  const isOfApp = event === 'token.supplied' || event.startsWith('conference.')
  return isOfApp && state === 'expired.idle'
}
