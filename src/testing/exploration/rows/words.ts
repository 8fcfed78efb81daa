import { isReached, pointsReached } from '../../../machines/points.ts'
import type { Stage } from '../../../machines/token-life.ts'
import { isAhead, isAlive } from '../../traces/ledger.ts'
import type { Outcome, Situation, SituationOf } from './row.ts'

// The words in which the rows are written.

type Result = SituationOf<'refresh.succeeded' | 'refresh.failed'>
type WithToken = SituationOf<'refresh.succeeded' | 'token.supplied'>

// Where the machine stands.
export const phaseOf = ({ from }: Situation): string => from.split('.')[0] ?? from
export const isIdle = ({ from }: Situation): boolean => from.endsWith('.idle')
export const isExpired = (at: Situation): boolean => phaseOf(at) === 'expired'
/** A point does not overlap the attempt in flight. */
export const isShared = (at: Situation): boolean => at.before.overlap === 'join' && !isIdle(at)

// What the time has come for.
/** The latest point that this event handles: 1 half, 2 three quarters, 3 the end; 0: no new one. */
export function newPoint({ before, event }: Situation): number {
  const reached = pointsReached(before.token, event.atMs)
  return reached > before.pointsHandled ? reached : 0
}
export const isRetryDue = ({ before, event }: Situation): boolean =>
  before.retryAtMs !== undefined && isReached(before.retryAtMs, event.atMs)
export const isRetryAhead = ({ before, event }: Situation): boolean => isAhead(before.retryAtMs, event.atMs)
export const isQuiet = ({ before, event }: Situation): boolean => isAhead(before.quietUntilMs, event.atMs)

// What an answer is worth.
export const wasNeverMade = ({ before, event }: Result): boolean => event.attempt > before.lastAttempt
export const isSuperseded = ({ before, event }: Result): boolean => event.attempt <= before.supersededUpTo
export const isInFlight = (at: Result): boolean => !isIdle(at) && at.event.attempt === at.before.lastAttempt
/** Made, and newer than the last adopted one. */
export const countsStill = (at: Result): boolean => !wasNeverMade(at) && !isSuperseded(at)
export const bringsLife = ({ event }: WithToken): boolean => isAlive(event.token, event.atMs)
/** The attempt in flight is the last that stands between the participant and the kick. */
export const isLastHope = (at: Result): boolean =>
  at.before.policy === 'kick' && isExpired(at) && at.before.inConference && isInFlight(at)

// What comes of it.
export const nothing = ({ from }: Situation): Outcome => ({ facts: [], state: from })
export const idle = (at: Situation): string => `${phaseOf(at)}.idle`
export const requesting = (at: Situation): string => `${phaseOf(at)}.requesting`

export const requested = ({ before, event }: Situation, stage: Stage, isRejected = before.isRejected) => ({
  type: 'refresh.requested' as const,
  atMs: event.atMs,
  attempt: before.lastAttempt + 1,
  stage,
  isExpired: isRejected || !isAlive(before.token, event.atMs),
})
export const ignored = ({ event }: Result, why: 'superseded' | 'expired' | 'unknown') => ({
  type: 'refresh.ignored' as const,
  atMs: event.atMs,
  attempt: event.attempt,
  why,
})
const ofGeneration =
  <Type extends 'token.rejected' | 'token.expired' | 'participant.kicked'>(type: Type) =>
  ({ before, event }: Situation) => ({ type, atMs: event.atMs, generation: before.generation })
export const tokenRejected = ofGeneration('token.rejected')
export const tokenExpired = ofGeneration('token.expired')
export const kicked = ofGeneration('participant.kicked')

/** A rejection is said once a generation; so is an expiry. */
export const rejectedAndExpired = (at: Situation) => [
  ...(at.before.isRejected ? [] : [tokenRejected(at)]),
  ...(isExpired(at) ? [] : [tokenExpired(at)]),
]

export function adopted({ before, event }: WithToken): Outcome {
  const { issuedAtMs, expiresAtMs } = event.token
  const fact = {
    type: 'token.adopted' as const,
    atMs: event.atMs,
    generation: before.generation + 1,
    issuedAtMs,
    expiresAtMs,
  }
  const facts = [event.type === 'token.supplied' ? fact : { ...fact, attempt: event.attempt }]
  return { facts, state: 'valid.idle' }
}
