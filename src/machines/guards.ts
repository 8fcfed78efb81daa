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
interface Now<E extends TokenEvent = TokenEvent> {
  readonly context: TokenContext
  readonly event: E
}
type Result = RefreshSucceeded | RefreshFailed

const isAhead = (momentMs: number | null, { event }: Now) =>
  momentMs !== null && !isReached(momentMs, event.atMs)

/** Of several points passed, only the latest is due. */
const isDue = (point: number, { context, event }: Now) =>
  point > context.pointsHandled && point === pointsReached(context, event.atMs)

const isAlive = ({ event }: Now<RefreshSucceeded | TokenSupplied>) =>
  !isReached(event.token.expiresAtMs, event.atMs)

/** Asked while an attempt is in flight: that one, the newest, brought nothing of use. Every other attempt is old. */
const isFailure = ({ context, event }: Now<Result>) =>
  event.attempt === context.lastAttempt && (event.type === 'refresh.failed' || !isAlive({ context, event }))

const table = {
  // What the time has come for
  isHalfDue: (now: Now) => isDue(1, now),
  isThreeQuarterDue: (now: Now) => isDue(2, now),
  isExpiryDue: (now: Now) => isDue(3, now),
  isRetryDue: (now: Now) =>
    now.context.retryAtMs !== null &&
    !isAhead(now.context.retryAtMs, now) &&
    pointsReached(now.context, now.event.atMs) <= now.context.pointsHandled,

  // What is to be waited for
  isRetryAhead: (now: Now) => isAhead(now.context.retryAtMs, now),
  isQuietTime: (now: Now) => isAhead(now.context.quietUntilMs, now),

  // What an answer is worth
  isAlive,
  isFailure,
  wasNeverMade: ({ context, event }: Now<Result>) => event.attempt > context.lastAttempt,
  isSuperseded: ({ context, event }: Now<Result>) => event.attempt <= context.supersededAttempt,
  /** The attempt in flight was made before the restart. */
  isLost: ({ context, event }: Now<SessionResumed>) => context.lastAttempt <= event.attempt,

  // Who stands where
  isOtherGeneration: ({ context, event }: Now<ApiRejected>) => event.generation !== context.generation,
  hasExpired: ({ context }: Now) => context.hasExpired,

  // Who is to be kicked
  isExpiryDueInConference: (now: Now) => isDue(3, now) && now.context.isInConference,
  isLastHopeLost: (now: Now<Result>) =>
    isFailure(now) && now.context.hasExpired && now.context.isInConference,
}

/** The questions of the table. Each names the events that it can judge; the table asks it about those alone. */
export const guards = table as { [Name in keyof typeof table]: (now: Now) => boolean }
