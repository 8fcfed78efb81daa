/** A fact is emitted. */
export interface EmitEffect<Fact = unknown> {
  readonly type: 'emit'
  readonly fact: Fact
}

/** An invoked actor is to be started. */
export interface StartEffect {
  readonly type: 'start'
  readonly id: string
  readonly src: string
  readonly input: unknown
}

/** An invoked actor is to be stopped. */
export interface StopEffect {
  readonly type: 'stop'
  readonly id: string
}

/** An invoked actor is to be told something. */
export interface SendEffect {
  readonly type: 'send'
  readonly id: string
  readonly event: { readonly type: string }
}

/** An action that is a function of the host's own, or a name that nobody has given a meaning. */
export interface ActionEffect {
  readonly type: 'action'
  readonly name: string
  readonly params: unknown
}

/** What a host is to do. Nothing of it has been done. */
export type Effect<Fact = unknown> = EmitEffect<Fact> | StartEffect | StopEffect | SendEffect | ActionEffect
