import type { MachineContext } from 'xstate'
import { type Effect, nothing } from './effects.ts'
import type { AnyEvent } from './machine.ts'

/** One step while it is made. */
export class Run {
  context: MachineContext
  event: AnyEvent
  effects: readonly Effect[] = nothing
  /** The ids of the invoked actors that can be told something now. */
  children: ReadonlySet<string> = none
  /** Events raised and not handled yet. */
  queue: AnyEvent[] | undefined = undefined
  /** XState's snapshot would be another object now: a machine at rest is one that this is not said of. */
  hasChanged = false

  constructor(context: MachineContext, event: AnyEvent) {
    this.context = context
    this.event = event
  }

  cause(effect: Effect): void {
    if (this.effects === nothing) this.effects = [effect]
    else (this.effects as Effect[]).push(effect)
  }

  raise(event: AnyEvent): void {
    if (this.queue === undefined) this.queue = [event]
    else this.queue.push(event)
  }
}

const none: ReadonlySet<string> = new Set()
