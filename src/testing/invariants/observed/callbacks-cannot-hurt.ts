import type { RefreshRequested } from '../../../machines/facts.ts'
import type { Trace } from '../../traces/trace.ts'
import type { Violation } from '../invariant.ts'
import { observed } from './observed.ts'

/**
 * Whatever the callback does, an attempt brings at most one token; nothing escapes as an unhandled rejection; and
 * each call, where calls were observed, is one that a fact announced, told what the fact says, and none is made twice.
 */
export const callbacksCannotHurt = observed('callbacks-cannot-hurt', 'unhandled', (trace) => {
  const { entries, unhandled = [] } = trace
  const adopted = new Set<number>()
  for (const [index, { facts }] of entries.entries()) {
    for (const fact of facts) {
      if (fact.type !== 'token.adopted' || fact.attempt === undefined) continue
      if (adopted.has(fact.attempt)) return { index, message: `attempt ${fact.attempt} brought two tokens` }
      adopted.add(fact.attempt)
    }
  }
  if (unhandled.length > 0)
    return { index: entries.length - 1, message: `${unhandled.length} rejections were not handled` }
  return wrongCall(trace)
})

function wrongCall({ entries, calls = [] }: Trace): Violation | undefined {
  const announced = new Map<number, RefreshRequested & { readonly index: number }>()
  for (const [index, { facts }] of entries.entries())
    for (const fact of facts)
      if (fact.type === 'refresh.requested') announced.set(fact.attempt, { ...fact, index })
  const made = new Set<number>()
  for (const { attempt, stage, isExpired } of calls) {
    const fact = announced.get(attempt)
    const index = fact?.index ?? entries.length - 1
    if (!fact)
      return { index, message: `the callback was called for attempt ${attempt}, which no fact announced` }
    if (made.has(attempt)) return { index, message: `the callback was called twice for attempt ${attempt}` }
    if (stage !== fact.stage || isExpired !== fact.isExpired)
      return { index, message: `the callback was told of attempt ${attempt} what the fact does not say` }
    made.add(attempt)
  }
  return undefined
}
