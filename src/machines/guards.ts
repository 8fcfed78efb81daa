import type { TokenContext } from './context.ts'
import type {
  ApiRejected,
  RefreshFailed,
  RefreshSucceeded,
  SessionResumed,
  TokenEvent,
  TokenSupplied,
} from './events.ts'
import { isReached, pointsReached } from './points.ts'

/** What a guard looks at: the machine's memory, and the event at hand. */
export interface Now<E extends TokenEvent = TokenEvent> {
  readonly context: TokenContext
  readonly event: E
}
type Result = RefreshSucceeded | RefreshFailed
type Offer = RefreshSucceeded | TokenSupplied

// What the time has come for. Of several points passed, only the latest is due.

const isDue = (point: 1 | 2 | 3, { context, event }: Now) =>
  point > context.pointsHandled && point === pointsReached(context, event.atMs)

export const isHalfDue = (now: Now) => isDue(1, now)
export const isThreeQuarterDue = (now: Now) => isDue(2, now)
export const isExpiryDue = (now: Now) => isDue(3, now)

export const isRetryDue = ({ context, event }: Now) =>
  context.retryAtMs !== null &&
  isReached(context.retryAtMs, event.atMs) &&
  pointsReached(context, event.atMs) <= context.pointsHandled

// What is to be waited for

const isAhead = (momentMs: number | null, event: TokenEvent) =>
  momentMs !== null && !isReached(momentMs, event.atMs)

export const isRetryAhead = ({ context, event }: Now) => isAhead(context.retryAtMs, event)
export const isQuietTime = ({ context, event }: Now) => isAhead(context.quietUntilMs, event)

// What a result is worth

export const isAlive = ({ event }: Now<Offer>) => !isReached(event.token.expiresAtMs, event.atMs)
export const wasNeverMade = ({ context, event }: Now<Result>) => event.attempt > context.lastAttempt
export const isSuperseded = ({ context, event }: Now<Result>) => event.attempt <= context.supersededAttempt

/** The attempt in flight, the newest one, brought nothing of use. Every other attempt is old. */
export const isFailure = (now: Now<Result>) => {
  const { context, event } = now
  const isInFlight = context.inFlight !== null && event.attempt === context.lastAttempt
  return isInFlight && (event.type === 'refresh.failed' || !isAlive({ context, event }))
}

/** The attempt in flight was made before the restart. */
export const isLost = ({ context, event }: Now<SessionResumed>) => context.lastAttempt <= event.attempt

// Who stands where

export const isOtherGeneration = ({ context, event }: Now<ApiRejected>) =>
  event.generation !== context.generation

export const hasExpired = ({ context }: Now) => context.hasExpired

/** For the kick policy: in a conference, with the time up. */
export const isExpiryDueInConference = (now: Now) => isExpiryDue(now) && now.context.isInConference
export const isLastHopeLost = (now: Now<Result>) =>
  isFailure(now) && now.context.hasExpired && now.context.isInConference
