import { AssertionError, deepStrictEqual } from 'node:assert/strict'
import type { TokenEvent } from '../../machines/events.ts'
import type { TokenFact } from '../../machines/facts.ts'
import type { Policy } from '../../machines/token-life.ts'
import type { Opening } from '../traces/trace.ts'
import { elapsed, eventInWords, factInWords } from '../words/trace-in-words.ts'
import { trace } from './decider.ts'
import { machineDecider } from './machine-decider.ts'

type Untimed<Fact> = Fact extends unknown ? Omit<Fact, 'atMs'> : never

/** A fact as an example tells it: its time, if left out, is that of the event. */
export type ExpectedFact = TokenFact | Untimed<TokenFact>

/** A session that opens at 0 with a token of one minute: its points are 30 000, 45 000 and 60 000. */
const oneMinute: Opening['input'] = { token: { issuedAtMs: 0, expiresAtMs: 60_000 }, atMs: 0 }

/**
 * An example of what the machine decides, as a sentence. Events are handed in as they stand, with no host
 * between: what is due is due only when a `deadline.reached` says so.
 *
 * @param input default: a token of one minute, opened at 0 ms; points 30 000, 45 000, 60 000
 * @throws AssertionError from `then`, if the facts or the state are others
 * @example
 * given('stay', [])
 *   .when({ type: 'deadline.reached', atMs: 30_000 })
 *   .then([{ type: 'refresh.requested', attempt: 1, stage: 'half', isExpired: false }], 'refreshing-half.requesting')
 */
export function given(policy: Policy, events: readonly TokenEvent[], input: Partial<Opening['input']> = {}) {
  return {
    when: (event: TokenEvent) => ({
      then: function then(facts: readonly ExpectedFact[], state: string): void {
        const history = { policy, input: { ...oneMinute, ...input }, events: [...events, event] }
        const last = trace(machineDecider, history).entries.at(-1)
        const actual = { facts: last?.facts ?? [], state: last?.state }
        const expected = { facts: facts.map((fact) => ({ atMs: event.atMs, ...fact })), state }
        try {
          deepStrictEqual(actual, expected)
        } catch {
          const inWords = (of: { facts: readonly TokenFact[]; state: string | undefined }) =>
            [...of.facts.map((fact) => `→ ${factInWords(fact)}`), `| ${of.state}`].join(' ')
          const before = events.map((told) => `${eventInWords(told)}, `).join('')
          const message = [
            `given ${policy}, ${before}when ${eventInWords(event)} at ${elapsed(event.atMs)}`,
            `  expected: ${inWords(expected)}`,
            `  decided:  ${inWords(actual)}`,
          ].join('\n')
          // The line that is blamed is the example's.
          throw new AssertionError({
            message,
            actual,
            expected,
            operator: 'given',
            stackStartFn: then,
          })
        }
      },
    }),
  }
}
