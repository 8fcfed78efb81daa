import type { TokenFact } from '../../../machines/facts.ts'
import type { TraceEntry } from '../../traces/trace.ts'

/** Two deciders, told the same: how they differ, or nothing. */
export function disagreement(entry: TraceEntry, model: TraceEntry): string | undefined {
  if (entry.state !== model.state) return `the state is ${entry.state}, and by the model it is ${model.state}`
  if (!sameFacts(entry.facts, model.facts))
    return `it decided ${inWords(entry.facts)}, and the model ${inWords(model.facts)}`
  if (entry.nextDeadlineMs !== model.nextDeadlineMs)
    return `next due is ${entry.nextDeadlineMs}, and by the model ${model.nextDeadlineMs}`
  return undefined
}

function sameFacts(facts: readonly TokenFact[], others: readonly TokenFact[]): boolean {
  if (facts.length !== others.length) return false
  for (let i = 0; i < facts.length; i++)
    if (!isSame(facts[i] as TokenFact, others[i] as TokenFact)) return false
  return true
}

/** Field by field, for each type: this is asked of every step of a simulation. */
function isSame(fact: TokenFact, other: TokenFact): boolean {
  if (fact.atMs !== other.atMs) return false
  switch (fact.type) {
    case 'refresh.requested':
      return (
        fact.type === other.type &&
        fact.attempt === other.attempt &&
        fact.stage === other.stage &&
        fact.isExpired === other.isExpired
      )
    case 'token.adopted':
      return (
        fact.type === other.type &&
        fact.generation === other.generation &&
        fact.issuedAtMs === other.issuedAtMs &&
        fact.expiresAtMs === other.expiresAtMs &&
        fact.attempt === other.attempt
      )
    case 'refresh.ignored':
      return fact.type === other.type && fact.attempt === other.attempt && fact.why === other.why
    default:
      return fact.type === other.type && fact.generation === other.generation
  }
}

const inWords = (facts: readonly TokenFact[]): string =>
  facts.length === 0
    ? 'nothing'
    : facts
        .map(({ type, atMs: _, ...rest }) => `${type}${JSON.stringify(rest).replaceAll('"', '')}`)
        .join(', ')
