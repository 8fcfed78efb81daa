import type { TokenEvent } from '../machines/events.ts'
import type { RefreshRequested, TokenFact } from '../machines/facts.ts'
import { isReached, pointsReached } from '../machines/points.ts'
import type { Overlap, Policy, TokenLife } from '../machines/token-life.ts'
import type { Opening, Trace, TraceEntry } from './trace.ts'

/**
 * What a reader of events and facts knows, who decides nothing: facts are believed, and only what no fact
 * says is concluded from the events. Hosts of the tests and invariants go by it.
 */
export interface Ledger {
  readonly policy: Policy
  readonly overlap: Overlap
  /** The time of the last event, ms since the epoch. */
  readonly atMs: number
  readonly token: TokenLife
  readonly generation: number
  /** How many of this token's points have been handled: 0 to 3. */
  readonly pointsHandled: number
  /** The platform has rejected this generation. */
  readonly isRejected: boolean
  /** The number of the newest attempt; 0: none was made. */
  readonly lastAttempt: number
  /** Attempts up to this one count for nothing any more. */
  readonly supersededUpTo: number
  readonly inFlight: RefreshRequested | undefined
  readonly inConference: boolean
  readonly isKicked: boolean
  readonly retryAtMs: number | undefined
  readonly quietUntilMs: number | undefined
}

/** What is known before the first event. */
export const openLedger = ({ policy, input }: Opening): Ledger => ({
  policy,
  overlap: input.overlap ?? 'allow',
  atMs: input.atMs,
  token: input.token,
  generation: 0,
  pointsHandled: 0,
  isRejected: false,
  lastAttempt: 0,
  supersededUpTo: 0,
  inFlight: undefined,
  inConference: false,
  isKicked: false,
  retryAtMs: undefined,
  quietUntilMs: undefined,
})

/** A token that has a life left at that time. */
export const isAlive = (token: TokenLife, atMs: number): boolean => !isReached(token.expiresAtMs, atMs)

/** The time lies ahead; an unset one does not. */
export const isAhead = (momentMs: number | undefined, atMs: number): momentMs is number =>
  momentMs !== undefined && !isReached(momentMs, atMs)

/** What is known after one more event with its facts. */
export function enter(ledger: Ledger, event: TokenEvent, facts: readonly TokenFact[]): Ledger {
  return facts.reduce(
    (after, fact) => believe(after, fact, event),
    conclude({ ...ledger, atMs: event.atMs }, event),
  )
}

/** What follows from an event even without a fact. */
function conclude(ledger: Ledger, event: TokenEvent): Ledger {
  switch (event.type) {
    case 'deadline.reached':
      return {
        ...ledger,
        pointsHandled: Math.max(ledger.pointsHandled, pointsReached(ledger.token, event.atMs)),
      }
    case 'conference.joined':
      return { ...ledger, inConference: true }
    case 'conference.left':
    case 'conference.ejected':
      return { ...ledger, inConference: false }
    case 'refresh.succeeded':
    case 'refresh.failed':
      // Should the token be taken after all, the fact that says so follows, and unsets the retry.
      return event.attempt === ledger.inFlight?.attempt
        ? { ...ledger, inFlight: undefined, retryAtMs: event.retryAtMs }
        : ledger
    case 'api.rejected':
      return event.generation === ledger.generation && ledger.policy === 'stay' && !ledger.inFlight
        ? {
            ...ledger,
            retryAtMs: isAhead(ledger.retryAtMs, event.atMs) ? ledger.retryAtMs : ledger.quietUntilMs,
          }
        : ledger
    default:
      return ledger
  }
}

/** What a fact says. */
function believe(ledger: Ledger, fact: TokenFact, event: TokenEvent): Ledger {
  switch (fact.type) {
    case 'token.rejected':
      return { ...ledger, isRejected: true }
    case 'participant.kicked':
      return { ...ledger, isKicked: true, inFlight: undefined }
    case 'refresh.requested':
      return { ...ledger, lastAttempt: fact.attempt, inFlight: fact, retryAtMs: undefined }
    case 'token.adopted':
      return {
        ...ledger,
        token: 'token' in event ? event.token : ledger.token,
        generation: fact.generation,
        pointsHandled: 0,
        isRejected: false,
        supersededUpTo: fact.attempt ?? ledger.lastAttempt,
        inFlight: undefined,
        retryAtMs: undefined,
        quietUntilMs: event.type === 'refresh.succeeded' ? event.quietUntilMs : undefined,
      }
    default:
      return ledger
  }
}

/** An entry of a trace, with what was known before and after it. */
export interface LedgerEntry extends TraceEntry {
  readonly index: number
  readonly before: Ledger
  readonly after: Ledger
}

/** Reads a trace from its beginning. */
export function* readTrace(trace: Trace): Generator<LedgerEntry> {
  let before = openLedger(trace)
  for (const [index, entry] of trace.entries.entries()) {
    const after = enter(before, entry.event, entry.facts)
    yield { ...entry, index, before, after }
    before = after
  }
}
