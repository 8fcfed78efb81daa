import type { TokenEvent } from '../../machines/events.ts'
import { checkEvent } from '../journal/check-event.ts'
import { tell } from './tell.ts'
import { timeOf } from './time-of.ts'
import type { TokenActor } from './token-actor.ts'

/**
 * Tells an embedded machine what happened, and keeps the three promises of a host: the event is well formed; its
 * time does not run back; and what is due by then is heard first. A machine that is done hears nothing.
 *
 * Read the wall clock for `atMs` when you deliver. Should that clock have been set back, the machine's time goes on
 * from where it was, and the other times of the event (a token's life, say) are moved with it.
 *
 * @example
 * deliver(actor, { type: 'conference.joined', atMs: Date.now() })
 * @throws HalflifeError `ERR_EVENT`; then the machine was told nothing
 */
export function deliver(machine: TokenActor, event: TokenEvent): void {
  // What is sent is what was checked: nothing inherited, nothing that changes when it is read again.
  const own = { ...event }
  checkEvent(own)
  const atMs = timeOf(machine).at(own.atMs)
  tell(machine, { ...later(own, atMs - Math.floor(own.atMs)), atMs })
}

/** The event with all that the wall clock says in it moved; but a token's claim is the issuer's. */
function later(event: TokenEvent, ms: number): TokenEvent {
  const moved: Record<string, unknown> = { ...event }
  for (const key of ['retryAtMs', 'quietUntilMs'])
    if (moved[key] !== undefined) moved[key] = (moved[key] as number) + ms
  if (!('token' in event)) return moved as never
  const { issuedAtMs, expiresAtMs } = event.token
  moved['token'] = { ...event.token, issuedAtMs: issuedAtMs + ms, expiresAtMs: expiresAtMs + ms }
  return moved as never
}
