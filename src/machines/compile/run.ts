import type { MachineContext } from 'xstate'
import type { Copier } from './copy.ts'
import type { Effect } from './effects.ts'
import type { AnyEvent } from './machine.ts'

/** One step while it is made. */
export class Run {
  readonly copier: Copier
  context: MachineContext
  event: AnyEvent
  /** Never a frozen array, shared by the steps that cause nothing: whoever goes through it would pay for a second kind of array. */
  effects: Effect[] | undefined = undefined
  /** The ids of the invoked actors that can be told something now. */
  children: ReadonlySet<string> = none
  /** Events raised and not handled yet. */
  queue: AnyEvent[] | undefined = undefined
  /** XState's snapshot would be another object now: a machine at rest is one that this is not said of. */
  hasChanged = false

  constructor(context: MachineContext, event: AnyEvent, copier: Copier) {
    this.copier = copier
    this.context = context
    this.event = event
  }

  cause(effect: Effect): void {
    if (this.effects === undefined) this.effects = [effect]
    else this.effects.push(effect)
  }

  raise(event: AnyEvent): void {
    if (this.queue === undefined) this.queue = [event]
    else this.queue.push(event)
  }
}

const none: ReadonlySet<string> = new Set()
