import { ActionArgs } from './args.ts'
import type { AnyEvent } from './machine.ts'
import { NotCompiledError } from './refusal.ts'
import type { Run } from './run.ts'

// Actions that say something: to whoever listens, to an invoked actor, to the machine itself.

/** What is written where an event goes: the event, or a function that gives it. */
function eventOf(run: Run, written: unknown, params: unknown): AnyEvent {
  const event =
    typeof written === 'function' ? written(new ActionArgs(run.context, run.event), params) : written
  return event as AnyEvent
}

/** `emit`. */
export function emit(run: Run, fact: unknown, params: unknown): void {
  run.cause({ type: 'emit', fact: eventOf(run, fact, params) })
}

/** `raise`, without a delay. */
export function raise(run: Run, event: unknown, params: unknown): void {
  run.raise(eventOf(run, event, params))
}

/** `sendTo` an invoked actor, without a delay. @throws if that actor is not there, as XState does */
export function sendTo(run: Run, place: string, to: unknown, event: unknown, params: unknown): void {
  // The event first, then the receiver: as XState does it.
  const told = eventOf(run, event, params)
  const id = typeof to === 'function' ? to(new ActionArgs(run.context, run.event), params) : to
  checkReceiver(place, id)
  if (!run.children.has(id))
    throw new Error(`${place}: unable to send event to actor '${id}': it is not there.`)
  run.cause({ type: 'send', id, event: told })
}

/** @throws NotCompiledError for a receiver that is not the id of an invoked actor */
export function checkReceiver(place: string, id: unknown): void {
  if (id === '#_parent') throw new NotCompiledError(place, 'sendParent')
  if (typeof id !== 'string' || id.startsWith('#_'))
    throw new NotCompiledError(place, 'sendTo of anything but the id of an invoked actor')
}

/** @throws NotCompiledError for events that come later, or are no objects */
export function checkSaying(place: string, verb: string, event: unknown, delay: unknown): void {
  if (delay !== undefined) throw new NotCompiledError(place, `${verb} with a delay`)
  if (typeof event === 'string') throw new NotCompiledError(place, `${verb} of a text`)
}
