import type { TokenEvent } from '../../machines/events.ts'
import { checkEvent } from '../journal/check-event.ts'
import { dueBefore } from '../session/due-before.ts'
import { timeOf } from './time-of.ts'
import type { TokenActor } from './token-actor.ts'

/**
 * Tells an embedded machine what happened, and keeps the three promises of a host: the event is well formed; its
 * time does not run back (`atMs` is a reading of the wall clock; should that have been set back, time goes on from
 * where it was); and what is due by then is heard first. A machine that is done hears nothing.
 *
 * @throws HalflifeError `ERR_EVENT`; then the machine was told nothing
 */
export function deliver(machine: TokenActor, event: TokenEvent): void {
  checkEvent(event)
  const atMs = timeOf(machine).at(event.atMs)
  const due = dueBefore(machine.getSnapshot(), atMs)
  if (due) machine.send(due)
  if (event.type !== 'deadline.reached' && machine.getSnapshot().status === 'active')
    machine.send({ ...event, atMs })
}
