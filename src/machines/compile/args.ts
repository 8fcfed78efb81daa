import type { MachineContext } from 'xstate'
import type { Guard } from './guards.ts'
import type { AnyEvent } from './machine.ts'
import { NotCompiledError } from './refusal.ts'

/** What an action's function is given. There is no actor here: who asks for one is told so. */
export class ActionArgs {
  readonly context: MachineContext
  readonly event: AnyEvent

  constructor(context: MachineContext, event: AnyEvent) {
    this.context = context
    this.event = event
  }

  get self(): never {
    throw new NotCompiledError(`A function asked at ${this.event.type}`, 'self')
  }

  get system(): never {
    throw new NotCompiledError(`A function asked at ${this.event.type}`, 'system')
  }

  get spawn(): never {
    throw new NotCompiledError(`A function asked at ${this.event.type}`, 'spawn')
  }
}

/** What the function of `enqueueActions` is given. */
export class CollectArgs extends ActionArgs {
  readonly enqueue: unknown
  readonly #guard: (written: unknown) => Guard

  constructor(
    context: MachineContext,
    event: AnyEvent,
    enqueue: unknown,
    guard: (written: unknown) => Guard,
  ) {
    super(context, event)
    this.enqueue = enqueue
    this.#guard = guard
  }

  get check(): (written: unknown) => unknown {
    return (written) => {
      const { ask, params } = this.#guard(written)
      return ask({ context: this.context, event: this.event }, params)
    }
  }
}

/** What the function that makes the first context is given. */
export class InitialArgs {
  readonly input: unknown

  constructor(input: unknown) {
    this.input = input
  }

  get self(): never {
    throw new NotCompiledError('The first context', 'self')
  }

  get spawn(): never {
    throw new NotCompiledError('The first context', 'spawn')
  }
}
