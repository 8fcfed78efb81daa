// What XState 5 hands to an inspector, as far as it is looked at here. The bridge has no XState 5 of its own: it takes
// the actors of whatever version the app runs.

/** A transition of a state node. */
export interface TransitionFive {
  readonly eventType: string
  readonly target?: readonly NodeFive[] | undefined
  readonly guard?: unknown
  readonly actions: readonly unknown[]
  readonly reenter: boolean
  readonly description?: string | undefined
  readonly meta?: unknown
}

/** A state node of a machine. */
export interface NodeFive {
  readonly id: string
  readonly key: string
  readonly path: readonly string[]
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history'
  readonly history: false | 'shallow' | 'deep'
  readonly initial?: { readonly target?: readonly NodeFive[] | undefined } | undefined
  readonly states: Readonly<Record<string, NodeFive>>
  readonly transitions: ReadonlyMap<string, readonly TransitionFive[]>
  readonly always?: readonly TransitionFive[] | undefined
  readonly entry: readonly unknown[]
  readonly exit: readonly unknown[]
  readonly invoke: readonly { readonly id: string; readonly src: unknown }[]
  readonly tags: readonly string[]
  readonly description?: string | undefined
  readonly meta?: unknown
}

/** What an actor is now. A machine's has a value and a context, a promise's an output. */
export interface SnapshotFive {
  readonly status: 'active' | 'done' | 'error' | 'stopped'
  readonly value?: unknown
  readonly context?: unknown
  readonly output?: unknown
  readonly error?: unknown
}

/** Any actor: of a machine, a promise, a callback. */
export interface ActorFive {
  readonly id: string
  readonly sessionId: string
  readonly logic?: unknown
  readonly src?: unknown
  readonly _parent?: ActorFive | undefined
}

export interface EventFive {
  readonly type: string
}

/** What `createActor(logic, { inspect })` tells: XState's own types say less of an actor than it has. */
export interface InspectionFive {
  readonly type: string
  readonly actorRef?: object | undefined
  readonly sourceRef?: object | undefined
  readonly event?: EventFive | undefined
  readonly snapshot?: unknown
}

/** The root node, if an actor's logic is a machine. */
export function rootOf(actor: ActorFive): NodeFive | undefined {
  const root = (actor.logic as { readonly root?: NodeFive } | undefined)?.root
  return root !== undefined && typeof root === 'object' && 'states' in root ? root : undefined
}
