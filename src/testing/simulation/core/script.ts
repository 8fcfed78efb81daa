import type { TokenEvent } from '../../../machines/events.ts'
import type { TokenLife } from '../../../machines/token-life.ts'
import type { Saying, TokenPlan } from '../../plans/plan.ts'
import type { Ledger } from '../../traces/ledger.ts'
import type { Opening } from '../../traces/trace.ts'

/** What happens in a script: something is said, or the world changes. */
export type Happening =
  | Saying
  /** The process ends; another goes on from the stored state. (What it then says is said by itself.) */
  | { readonly say: 'process.restarted' }
  /** From now on the callback works, and the app asks for what it needs; for five minutes. */
  | { readonly say: 'faults.stopped' }

/** One line of a script. */
export interface ScriptLine {
  /** When, ms since the opening. */
  readonly atMs: number
  readonly what: Happening
}

/**
 * What is to happen to a session, as plain data. Unlike a history it stays legal whatever is taken out of it, and
 * before whatever decider it is played: a deadline that is due comes before the next line, and what cannot be said
 * (a result of an attempt that was not made) is not.
 */
export interface Script extends Opening {
  readonly lines: readonly ScriptLine[]
  /** How long a token lives that the callback gives when the faults have stopped, ms. */
  readonly ttlMs: number
  /** Whether failed attempts are made again by the host. */
  readonly retry: 'backoff' | 'points-only'
}

/** What a witness has recorded, with what was known before it. */
export type Recorded =
  | { readonly event: TokenEvent; readonly before: Ledger }
  | { readonly restart: true; readonly before: Ledger }
  | { readonly calmAtMs: number }

/** A recorded session as a script, which gives the same session when it is played. */
export function linesOf({ input }: Opening, record: readonly Recorded[]): ScriptLine[] {
  return record.map((recorded) => {
    if ('calmAtMs' in recorded)
      return { atMs: recorded.calmAtMs - input.atMs, what: { say: 'faults.stopped' } }
    if ('restart' in recorded)
      return { atMs: recorded.before.atMs - input.atMs, what: { say: 'process.restarted' } }
    const { event, before } = recorded
    return { atMs: event.atMs - input.atMs, what: sayingOf(event, before) }
  })
}

const planOf = ({ issuedAtMs, expiresAtMs, jitterMs }: TokenLife, atMs: number): TokenPlan => ({
  ttlMs: expiresAtMs - issuedAtMs,
  ageMs: atMs - issuedAtMs,
  ...(jitterMs !== undefined && { jitterMs }),
})

function sayingOf(event: TokenEvent, before: Ledger): Saying {
  const { type: say, atMs } = event
  switch (say) {
    case 'refresh.succeeded':
      return {
        say,
        which: { back: before.lastAttempt - event.attempt },
        token: planOf(event.token, atMs),
        ...(event.quietUntilMs !== undefined && { quietMs: event.quietUntilMs - atMs }),
        ...(event.retryAtMs !== undefined && { retryMs: event.retryAtMs - atMs }),
      }
    case 'refresh.failed':
      return {
        say,
        which: { back: before.lastAttempt - event.attempt },
        reason: event.reason,
        ...(event.retryAtMs !== undefined && { retryMs: event.retryAtMs - atMs }),
        ...(event.error && { error: event.error }),
      }
    case 'token.supplied':
      return { say, token: planOf(event.token, atMs) }
    case 'api.rejected':
      return { say, back: before.generation - event.generation }
    case 'session.resumed':
      return { say, survivors: before.lastAttempt - event.attempt }
    default:
      return { say }
  }
}
