import { type Actor, createActor, getInitialSnapshot } from 'xstate'
import { initialContext, type TokenInput } from '../../machines/context.ts'
import type { TokenEvent } from '../../machines/events.ts'
import type { TokenFact } from '../../machines/facts.ts'
import { machineOf } from '../../machines/facts-only.ts'
import type { TokenMachine, TokenSnapshot } from '../../machines/token-machine.ts'
import { dueBefore } from './due-before.ts'
import type { Settings } from './settings.ts'

/**
 * Where the machine of a policy begins, but for its context: XState works that out once here, not for each session.
 * The machines of `machineOf` do nothing on entering a state, so nothing is left out.
 */
const beginnings = {
  stay: getInitialSnapshot(machineOf.stay, { token: { issuedAtMs: 0, expiresAtMs: 0 }, atMs: 0 }),
  kick: getInitialSnapshot(machineOf.kick, { token: { issuedAtMs: 0, expiresAtMs: 0 }, atMs: 0 }),
}

/** Where a machine begins; or where it stood, after a restart. */
export type Start = { readonly input: TokenInput } | { readonly snapshot: TokenSnapshot }

/** Takes one step of the machine: what it was told, what it decided, and the token that the event is about. */
export type OnStep = (event: TokenEvent, facts: readonly TokenFact[], value: string | undefined) => void

/** Runs the machine as an XState actor, and gives out its decisions step by step. */
export class MachineHost {
  readonly actor: Actor<TokenMachine>
  /** True during a step: whoever calls then was called by somebody who watches the actor. */
  isStepping = false
  readonly #onStep: OnStep
  readonly #queue: (readonly [event: TokenEvent, value: string | undefined])[] = []
  #facts: TokenFact[] = []

  constructor({ policy, inspect, stream }: Settings, start: Start, onStep: OnStep) {
    const snapshot =
      'input' in start ? { ...beginnings[policy], context: initialContext(start.input) } : start.snapshot
    // Whoever inspects it sees it by the name of its stream.
    this.actor = createActor(machineOf[policy], { ...start, snapshot, inspect, id: stream } as never)
    this.actor.on('*', (fact) => this.#facts.push(fact))
    this.actor.start()
    this.#onStep = onStep
  }

  get snapshot(): TokenSnapshot {
    return this.actor.getSnapshot()
  }

  /** False once the participant was kicked, or the actor stopped. */
  get isLive(): boolean {
    return this.snapshot.status === 'active'
  }

  /**
   * Tells the machine what happened, after all that came before it, and after what is due by then. Once it is done,
   * it hears nothing more.
   */
  tell(event: TokenEvent, value?: string): void {
    this.#queue.push([event, value])
    if (this.isStepping) return
    this.isStepping = true
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const due = dueBefore(this.snapshot, next[0].atMs)
      if (due) this.#step(due)
      if (next[0].type !== 'deadline.reached') this.#step(...next)
    }
    this.isStepping = false
  }

  #step(event: TokenEvent, value?: string): void {
    if (!this.isLive) return
    this.#facts = []
    this.actor.send(event)
    this.#onStep(event, this.#facts, value)
  }
}
