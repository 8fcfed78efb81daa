import { nextDeadlineMs } from '../../../machines/deadline.ts'
import type { Session } from '../../session/session.ts'
import type { SurfaceEvent } from '../surface/events.ts'

/** Why the token is of no use, as .NET tells it: a word for programs, and words for people. Neither holds a token. */
export type InvalidTokenErrorHandler = (reason: string, description: string) => void

/**
 * What happened, as the arguments of `InvalidTokenError`; nothing, if the token is still good, or may be again.
 *
 * @param session whose event it is
 */
export function invalidTokenError(
  event: SurfaceEvent,
  session: Session,
): Parameters<InvalidTokenErrorHandler> | undefined {
  // The platform's own words for every token that it refuses.
  if (event.type === 'token.rejected') return ['Invalid_token', 'Expired or invalid token']
  if (event.type === 'participant.kicked')
    return ['Expired_token', 'No live token reached the platform in time: the participant was put out.']
  if (event.type === 'refresh.failed' && isForGood(session))
    return ['Refresh_failed', `There is no new token (${event.reason}), and nothing asks again by itself.`]
  return undefined
}

/** Without a usable token, an attempt in flight, or one to come. */
function isForGood({ actor, state }: Session): boolean {
  const snapshot = actor.getSnapshot()
  const { inFlight } = snapshot.context
  return state === 'expired' && inFlight === null && nextDeadlineMs(snapshot) === null
}
