import { type Actor, type ActorOptions, createActor } from 'xstate'
import type { TokenInput } from '../../machines/context.ts'
import type { TokenEvent } from '../../machines/events.ts'
import type { TokenFact } from '../../machines/facts.ts'
import type { Policy } from '../../machines/token-life.ts'
import {
  kickMachine,
  stayMachine,
  type TokenMachine,
  type TokenSnapshot,
} from '../../machines/token-machine.ts'
import { dueBefore } from './due-before.ts'

/** One step of the machine: what it was told, and what it decided. */
export interface Step {
  readonly event: TokenEvent
  readonly facts: readonly TokenFact[]
  /** The token itself, if the event brings one. The machine never sees it. */
  readonly value: string | undefined
}

export interface MachineHostOptions {
  readonly policy: Policy
  /** Where the machine begins; or where it stood, after a restart. */
  readonly start: { readonly input: TokenInput } | { readonly snapshot: TokenSnapshot }
  readonly inspect: ActorOptions<TokenMachine>['inspect'] | undefined
  readonly onStep: (step: Step) => void
}

/** Runs the machine as an XState actor, and gives out its decisions step by step. */
export class MachineHost {
  readonly actor: Actor<TokenMachine>
  readonly #onStep: (step: Step) => void
  readonly #queue: { readonly event: TokenEvent; readonly value: string | undefined }[] = []
  #facts: TokenFact[] = []
  /** True while the machine takes a step: whoever calls then was called by somebody who watches the actor. */
  isStepping = false

  constructor({ policy, start, inspect, onStep }: MachineHostOptions) {
    const machine = (policy === 'kick' ? kickMachine : stayMachine) as TokenMachine
    this.actor = createActor(machine, { ...start, ...(inspect && { inspect }) } as never)
    this.actor.on('*', (fact) => this.#facts.push(fact))
    this.actor.start()
    this.#onStep = onStep
  }

  get snapshot(): TokenSnapshot {
    return this.actor.getSnapshot()
  }

  /** False once the participant was kicked. */
  get isLive(): boolean {
    return this.snapshot.status === 'active'
  }

  /** Lets the machine handle what is due by now. */
  notice(nowMs: number): void {
    const due = dueBefore(this.snapshot, nowMs)
    if (due) this.tell(due)
  }

  /** Tells the machine what happened, after all that came before it. Once it is done, it hears nothing more. */
  tell(event: TokenEvent, value?: string): void {
    this.#queue.push({ event, value })
    if (this.isStepping) return
    this.isStepping = true
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
        const due = dueBefore(this.snapshot, next.event.atMs)
        if (due) this.#step(due, undefined)
        if (next.event.type !== 'deadline.reached') this.#step(next.event, next.value)
      }
    } finally {
      this.isStepping = false
    }
  }

  #step(event: TokenEvent, value: string | undefined): void {
    if (!this.isLive) return
    this.#facts = []
    this.actor.send(event)
    this.#onStep({ event, facts: this.#facts, value })
  }
}
