import { decisionInvariants } from '../invariants/decision-invariants.ts'
import type { EntryInvariant } from '../invariants/invariant.ts'
import type { History } from '../traces/trace.ts'
import type { Findings } from './finding.ts'
import type { HostManners } from './moves/index.ts'
import { areSameFacts, checkRow } from './rows/check-row.ts'
import type { StandingStep } from './standing.ts'

/**
 * The invariants that every step shows. The moves include what no real host says, the answer of an attempt that nobody
 * made.
 */
const checked = Object.entries<EntryInvariant>(decisionInvariants)
  .filter(([name]) => name !== 'records-are-gapless')
  .map(([name, { begin }]) => ({ name, begin, alone: aloneOf(begin) }))

/** The check of an invariant that remembers nothing: it need not begin anew. */
function aloneOf(begin: EntryInvariant['begin']) {
  const check = begin()
  return check === begin() ? check : undefined
}

/**
 * Holds one step against the table, the invariants, and what the others decided.
 *
 * @returns the name of the row's case
 */
export function checkStep(
  { entry, others }: StandingStep,
  manners: HostManners,
  findings: Findings,
  history: () => History,
): string | undefined {
  const row = checkRow(entry)
  const name = row.case?.name
  if (row.wrong) findings.add('row', name ?? `${entry.event.type} in ${entry.from}`, row.wrong, history)

  // The invariants hold before hosts that keep their promises, and as long as there is something to tell.
  if (manners === 'prompt' && entry.from !== 'kicked') {
    for (const { name, begin, alone } of checked) {
      const message = (alone ?? begin())(entry)
      if (message !== undefined) findings.add('invariant', name, message, history)
    }
  }

  for (const other of others) {
    const isSame =
      other.state === entry.state &&
      other.nextDeadlineMs === entry.nextDeadlineMs &&
      areSameFacts(other.facts, entry.facts)
    if (!isSame) findings.add('difference', entry.event.type, differenceOf(entry, other), history)
  }
  return name
}

function differenceOf(one: StandingStep['entry'], other: StandingStep['others'][number]): string {
  const words = ({ state, facts, nextDeadlineMs }: StandingStep['others'][number]) =>
    `${state}, next due ${nextDeadlineMs}, ${JSON.stringify(facts)}`
  return `${words(one)}; and another decider: ${words(other)}`
}
