import type { CallbackError, FailureReason } from '../../../machines/events.ts'
import type { SessionEvent } from '../../session/session.ts'
import type { ConferenceServiceEvent } from '../conference/events.ts'

/** An attempt brought no token. The journal has the same; the machine makes no fact of it. */
export interface RefreshFailure {
  readonly type: 'refresh.failed'
  readonly atMs: number
  readonly attempt: number
  readonly reason: FailureReason
  readonly error?: CallbackError
}

/** All that an SDK says: what its session says, that an attempt failed, and what happens in its conference. */
export type SurfaceEvent = SessionEvent | RefreshFailure | ConferenceServiceEvent

/** Who listens: to one type of event, or to all with `'*'`. Survives a second initialization. */
export interface SurfaceEvents {
  on<Type extends SurfaceEvent['type'] | '*'>(
    type: Type,
    listener: (event: Type extends '*' ? SurfaceEvent : Extract<SurfaceEvent, { type: Type }>) => void,
  ): { unsubscribe(): void }
}
