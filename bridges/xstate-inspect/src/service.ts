import { type AnyState, type AnyStateMachine, type SCXML, State } from 'xstate'
import { plain, type Serialize } from './plain.ts'
import type { EventFive, SnapshotFive } from './version-five.ts'

/** What an actor of XState 5 is called here, and who its parent is. */
export interface Identity {
  readonly id: string
  /** As XState 5 has it: unique in this process. */
  readonly sessionId: string
  readonly parent?: { readonly sessionId: string } | undefined
}

/** Stands in for an actor of XState 5 where an interpreter of XState 4 is looked for. */
export class Service {
  readonly id: string
  readonly sessionId: string
  readonly parent: Identity['parent']
  readonly machine: AnyStateMachine
  state: AnyState
  readonly initialState: AnyState
  readonly #receive: (event: unknown) => void
  readonly #serialize: Serialize | undefined
  readonly #listeners = new Set<(state: AnyState) => void>()
  readonly #stopListeners = new Set<() => void>()
  #isReporting = false

  constructor(
    { id, sessionId, parent }: Identity,
    machine: AnyStateMachine,
    first: { readonly snapshot: SnapshotFive; readonly event: SCXML.Event<EventFive> },
    how: { readonly receive: (event: unknown) => void; readonly serialize?: Serialize | undefined },
  ) {
    this.id = id
    this.sessionId = sessionId
    this.parent = parent
    this.machine = machine
    this.#receive = how.receive
    this.#serialize = how.serialize
    this.initialState = this.#stateOf(first.snapshot, first.event)
    this.state = this.initialState
  }

  /**
   * Whoever inspects replaces this by a function of its own that calls it, and so hears of events before they are
   * processed. What the viewer sends comes this way, too.
   */
  send(event: unknown): void {
    if (!this.#isReporting) this.#receive(event)
  }

  /** Tells the viewer of an event that the actor is given by others. */
  report(event: SCXML.Event<EventFive>): void {
    this.#isReporting = true
    try {
      this.send(plain(event, this.#serialize))
    } finally {
      this.#isReporting = false
    }
  }

  moveTo(snapshot: SnapshotFive, event: SCXML.Event<EventFive>): void {
    this.state = this.#stateOf(snapshot, event)
    for (const listener of this.#listeners) listener(this.state)
  }

  stop(): void {
    for (const listener of this.#stopListeners) listener()
    this.#listeners.clear()
  }

  subscribe(listener: (state: AnyState) => void) {
    this.#listeners.add(listener)
    return { unsubscribe: () => void this.#listeners.delete(listener) }
  }

  onStop(listener: () => void): this {
    this.#stopListeners.add(listener)
    return this
  }

  #stateOf({ status, value = status, context, output, error }: SnapshotFive, event: SCXML.Event<EventFive>) {
    const shown = context ?? {
      ...(output !== undefined && { output }),
      ...(error !== undefined && { error }),
    }
    const envelope = plain(event, this.#serialize) as SCXML.Event<EventFive>
    return this.machine.resolveState(
      State.create({
        value,
        context: plain(shown, this.#serialize),
        _event: envelope,
        _sessionid: this.sessionId,
        event: envelope.data,
        actions: [],
        activities: {},
        meta: {},
        events: [],
        configuration: [],
        transitions: [],
        children: {},
      } as never) as never,
    ) as AnyState
  }
}
