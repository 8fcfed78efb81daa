import type { TokenEvent } from '../../machines/events.ts'
import { dueBefore } from '../session/due-before.ts'
import type { TokenActor } from './token-actor.ts'

/** Tells a machine of an event on its own time, after what is due by then. A machine that is done hears nothing. */
export function tell(machine: TokenActor, event: TokenEvent): void {
  const due = dueBefore(machine.getSnapshot(), event.atMs)
  if (due) machine.send(due)
  if (event.type !== 'deadline.reached' && machine.getSnapshot().status === 'active') machine.send(event)
}
