import type { TokenEvent } from '../../../machines/events.ts'
import { backoffMs } from '../../../services/refresh/retry.ts'
import { isAlive } from '../../traces/ledger.ts'
import type { Chance } from '../chance.ts'
import type { Coming } from './callback.ts'
import type { Hosting } from './hosting.ts'
import { lifeOf } from './life-of.ts'
import type { Witness } from './witness.ts'

/** What a host tells of something that has arrived. With a backoff it says, too, when to try again, or how long to be quiet. */
export function arrivalEvent<State>(
  coming: Coming,
  atMs: number,
  { ledger, failures, rejectedInARow }: Witness<State>,
  { retry }: Hosting,
  chance: Chance,
): TokenEvent {
  if (coming.kind === 'rejection') return { type: 'api.rejected', atMs, generation: coming.generation }
  const { attempt } = coming
  const backsOff = retry === 'backoff'
  const isInFlight = ledger.inFlight?.attempt === attempt
  const later = (n: number) => atMs + Math.floor(backoffMs(n, () => chance.below(1024) / 1024))
  if (coming.kind === 'failure') {
    const { reason, error } = coming
    return {
      type: 'refresh.failed',
      atMs,
      attempt,
      reason,
      ...(backsOff && isInFlight && { retryAtMs: later(failures + 1) }),
      ...(error && { error }),
    }
  }
  const token = lifeOf(coming.token, atMs)
  return {
    type: 'refresh.succeeded',
    atMs,
    attempt,
    token,
    ...(backsOff && ledger.isRejected && { quietUntilMs: later(rejectedInARow) }),
    ...(backsOff && isInFlight && !isAlive(token, atMs) && { retryAtMs: later(failures + 1) }),
  }
}
