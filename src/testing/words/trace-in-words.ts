import type { TokenEvent } from '../../machines/events.ts'
import type { TokenFact } from '../../machines/facts.ts'
import type { TokenLife } from '../../machines/token-life.ts'
import type { Trace } from '../traces/trace.ts'
import { exactSpan } from './exact-span.ts'

/**
 * A trace to be read: a line an event, with the time since the opening, the facts that it caused and the state after it.
 *
 * @param last the entry to end with; default: the last one
 */
export function traceInWords({ policy, input, entries }: Trace, last = entries.length - 1): string[] {
  const { token, atMs, overlap } = input
  const how = overlap === 'join' ? `${policy}, attempts are joined` : policy
  const lines: Line[] = [['0 s', `opened with ${lifeInWords(token, atMs)} (${how})`, 1]]
  for (const { event, facts, state } of entries.slice(0, last + 1)) {
    const time = elapsed(event.atMs - atMs)
    const text = [eventInWords(event), ...facts.map((fact) => `→ ${factInWords(fact)}`), `| ${state}`].join(
      ' ',
    )
    const before = lines.at(-1)
    if (before?.[0] === time && before[1] === text) before[2]++
    else lines.push([time, text, 1])
  }
  const width = Math.max(...lines.map(([time]) => time.length))
  return lines.map(
    ([time, text, times]) => `${time.padEnd(width)}  ${text}${times > 1 ? ` (${times} times)` : ''}`,
  )
}

/** When, what, and how often. */
type Line = [string, string, number]

/** A length of time, which may be less than nothing. */
export const elapsed = (ms: number): string => (ms < 0 ? `-${exactSpan(-ms)}` : exactSpan(ms))

function lifeInWords({ issuedAtMs, expiresAtMs, jitterMs = 0 }: TokenLife, atMs: number): string {
  const age = atMs > issuedAtMs ? `, ${exactSpan(atMs - issuedAtMs)} old` : ''
  const jitter = jitterMs > 0 ? `, jitter ${exactSpan(jitterMs)}` : ''
  return `a token of ${exactSpan(expiresAtMs - issuedAtMs)}${age}${jitter}`
}

/** An event, without its time. */
export function eventInWords(event: TokenEvent): string {
  switch (event.type) {
    case 'refresh.succeeded':
      return `${event.type} of attempt ${event.attempt}, with ${lifeInWords(event.token, event.atMs)}`
    case 'refresh.failed': {
      const again = event.retryAtMs === undefined ? '' : `, again in ${elapsed(event.retryAtMs - event.atMs)}`
      return `${event.type} of attempt ${event.attempt}: ${event.reason}${again}`
    }
    case 'token.supplied':
      return `${event.type}, ${lifeInWords(event.token, event.atMs)}`
    case 'api.rejected':
      return `${event.type}, of generation ${event.generation}`
    case 'session.resumed':
      return `${event.type}, attempts up to ${event.attempt} are lost`
    default:
      return event.type
  }
}

/** A fact, without its time. */
export function factInWords(fact: TokenFact): string {
  switch (fact.type) {
    case 'refresh.requested':
      return `${fact.type}, attempt ${fact.attempt}, ${fact.stage}${fact.isExpired ? ', expired' : ''}`
    case 'refresh.ignored':
      return `${fact.type}, ${fact.why}`
    default:
      return `${fact.type}, generation ${fact.generation}`
  }
}
