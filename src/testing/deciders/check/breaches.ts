import { decisionInvariants } from '../../invariants/decision-invariants.ts'
import type { Trace } from '../../traces/trace.ts'
import { step } from '../decider.ts'
import { modelDecider } from '../model/model.ts'
import type { DeciderPromiseName } from './report.ts'
import type { Watched } from './watched.ts'

/** By which entry, and how. */
interface Found {
  readonly index: number
  readonly how: string
}

/** A promise that a history shows to be broken. */
export interface Breach extends Found {
  readonly promise: DeciderPromiseName
}

/** How a history shows a promise to be broken, if it does. */
export function breachIn(promise: DeciderPromiseName, watched: Watched): Breach | undefined {
  const found = lookFor(promise, watched)
  return found && { promise, ...found }
}

function lookFor(promise: DeciderPromiseName, { trace, threw, isStuck }: Watched): Found | undefined {
  const index = trace.entries.length - 1
  switch (promise) {
    case 'as-the-table':
      return differenceFromTable(trace)
    case 'never-throws':
      return threw === undefined ? undefined : { index, how: `it threw ${threw}` }
    case 'deadlines-pass':
      return isStuck ? { index, how: 'a deadline that was reached again and again is still due' } : undefined
    default: {
      const violation = decisionInvariants[promise](trace)
      return violation && { index: violation.index, how: violation.message }
    }
  }
}

function differenceFromTable(trace: Trace): Found | undefined {
  let state = modelDecider.initial(trace)
  for (const [index, entry] of trace.entries.entries()) {
    const next = step(modelDecider, state, entry.event)
    state = next.state
    const { entry: table } = next
    if (entry.state !== table.state) return { index, how: `the state is ${entry.state}, not ${table.state}` }
    const [facts, ofTable] = [entry, table].map((of) => textOf(of.facts))
    if (facts !== ofTable) return { index, how: `the facts are ${facts}, not ${ofTable}` }
    if (entry.nextDeadlineMs !== table.nextDeadlineMs)
      return { index, how: `the next deadline is ${dueIn(entry)}, not ${dueIn(table)}` }
  }
  return undefined
}

const dueIn = ({ nextDeadlineMs, event }: Trace['entries'][number]): string =>
  typeof nextDeadlineMs === 'number' ? `in ${nextDeadlineMs - event.atMs} ms` : 'none'

/** Facts, whatever the order of their members. */
const textOf = (facts: readonly object[]): string =>
  facts.length === 0
    ? 'none'
    : facts
        .map((fact) => {
          const sorted = Object.entries(fact).filter(([key, value]) => key !== 'type' && value !== undefined)
          const members = sorted.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key} ${value}`)
          return `${(fact as { type: string }).type} (${members.join(', ')})`
        })
        .join(', ')
