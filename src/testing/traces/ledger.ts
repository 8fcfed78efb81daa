import type { TokenEvent } from '../../machines/events.ts'
import type { RefreshRequested, TokenFact } from '../../machines/facts.ts'
import { isReached, pointsReached } from '../../machines/points.ts'
import type { Overlap, Policy, TokenLife } from '../../machines/token-life.ts'
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

type Draft = { -readonly [Key in keyof Ledger]: Ledger[Key] }

/** What is known after one more event with its facts. */
export function enter(ledger: Ledger, event: TokenEvent, facts: readonly TokenFact[]): Ledger {
  const after: Draft = copyOf(ledger)
  after.atMs = event.atMs
  conclude(after, event)
  for (const fact of facts) believe(after, fact, event)
  return after
}

/** Field by field, for V8 copies them ten times faster so, and simulations take millions of steps. */
const copyOf = (ledger: Ledger): Ledger => ({
  policy: ledger.policy,
  overlap: ledger.overlap,
  atMs: ledger.atMs,
  token: ledger.token,
  generation: ledger.generation,
  pointsHandled: ledger.pointsHandled,
  isRejected: ledger.isRejected,
  lastAttempt: ledger.lastAttempt,
  supersededUpTo: ledger.supersededUpTo,
  inFlight: ledger.inFlight,
  inConference: ledger.inConference,
  isKicked: ledger.isKicked,
  retryAtMs: ledger.retryAtMs,
  quietUntilMs: ledger.quietUntilMs,
})

/** What follows from an event even without a fact. */
function conclude(after: Draft, event: TokenEvent): void {
  switch (event.type) {
    case 'deadline.reached':
      after.pointsHandled = Math.max(after.pointsHandled, pointsReached(after.token, event.atMs))
      return
    case 'conference.joined':
      after.inConference = true
      return
    case 'conference.left':
    case 'conference.ejected':
      after.inConference = false
      return
    case 'refresh.succeeded':
    case 'refresh.failed':
      // Should the token be taken after all, the fact that says so follows, and unsets the retry.
      if (event.attempt !== after.inFlight?.attempt) return
      after.inFlight = undefined
      after.retryAtMs = event.retryAtMs
      return
    case 'api.rejected':
      if (event.generation !== after.generation || after.policy !== 'stay' || after.inFlight) return
      if (!isAhead(after.retryAtMs, event.atMs)) after.retryAtMs = after.quietUntilMs
      return
    default:
  }
}

/** What a fact says. */
function believe(after: Draft, fact: TokenFact, event: TokenEvent): void {
  switch (fact.type) {
    case 'token.rejected':
      after.isRejected = true
      return
    case 'participant.kicked':
      after.isKicked = true
      after.inFlight = undefined
      return
    case 'refresh.requested':
      after.lastAttempt = fact.attempt
      after.inFlight = fact
      after.retryAtMs = undefined
      return
    case 'token.adopted':
      if ('token' in event) after.token = event.token
      after.generation = fact.generation
      after.pointsHandled = 0
      after.isRejected = false
      after.supersededUpTo = fact.attempt ?? after.lastAttempt
      after.inFlight = undefined
      after.retryAtMs = undefined
      after.quietUntilMs = event.type === 'refresh.succeeded' ? event.quietUntilMs : undefined
      return
    default:
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
