import { machineForFour } from './machine-for-four.ts'
import type { Serialize } from './plain.ts'
import { Service } from './service.ts'
import {
  type ActorFive,
  type EventFive,
  type InspectionFive,
  rootOf,
  type SnapshotFive,
} from './version-five.ts'
import { contentOf, envelopeOf } from './words.ts'

/** How a bridge behaves. */
export interface BridgeOptions {
  /**
   * Called with what the viewer sends to an actor. Default: nothing is passed on, the viewer only looks.
   *
   * @example { receive: (actor, event) => actor === myActor && deliver(myActor, event as TokenEvent) }
   */
  readonly receive?: ((actor: unknown, event: { readonly type: string }) => void) | undefined
  /** What is shown of contexts and events, as the second argument of `JSON.stringify`. Default: all. */
  readonly serialize?: Serialize | undefined
  /** Called with what went wrong in the bridge, or in `receive`. Default: `console.warn`. The actors go on. */
  readonly onError?: ((error: unknown) => void) | undefined
}

/** Where services of XState 4 are announced: `globalThis.__xstate__`, once `inspect()` of @xstate/inspect was called. */
export interface DevTools {
  register(service: never): void
}

/** The inspector to hand to `createActor(logic, { inspect })`, or to `openSession({ inspect })`. */
export type Inspect = (inspection: InspectionFive) => void

/**
 * Makes an inspector for actors of XState 5 that announces them as services of XState 4.
 *
 * @param devTools default: `globalThis.__xstate__`, looked up whenever an actor appears
 */
export function createBridge(options: BridgeOptions = {}, devTools?: DevTools): Inspect {
  const { receive, serialize, onError = (error) => console.warn(error) } = options
  const services = new Map<ActorFive, Service>()
  // XState tells of the event that a viewer sent, too; but the viewer has heard of it already.
  const fromViewer = new Map<ActorFive, string>()

  const guarded = (task: () => void): void => {
    try {
      task()
    } catch (error) {
      onError(error)
    }
  }

  const hear = (actor: ActorFive, sent: unknown): void => {
    const event = contentOf(sent)
    if (event === undefined || receive === undefined) return
    fromViewer.set(actor, event.type)
    guarded(() => receive(actor, event))
    fromViewer.delete(actor)
  }

  const announce = (actor: ActorFive, snapshot: SnapshotFive, event: EventFive): Service => {
    const tools = devTools ?? (globalThis as { readonly __xstate__?: DevTools }).__xstate__
    if (tools === undefined)
      throw new Error('Nobody inspects: call inspect() of @xstate/inspect before actors start.')
    const id = (actor._parent === undefined && rootOf(actor)?.id) || actor.id
    const parent = actor._parent && { sessionId: actor._parent.sessionId }
    const service = new Service(
      { id, sessionId: actor.sessionId, parent },
      machineForFour(actor, id),
      { snapshot, event: envelopeOf(event) },
      { receive: (sent) => hear(actor, sent), serialize },
    )
    services.set(actor, service)
    tools.register(service as never)
    return service
  }

  const follow = ({ type, actorRef, sourceRef, event, snapshot }: InspectionFive): void => {
    if (actorRef === undefined || event === undefined) return
    const actor = actorRef as ActorFive
    const sender = (sourceRef as ActorFive | undefined)?.sessionId
    const service = services.get(actor)
    if (type === '@xstate.event') {
      if (service === undefined || event.type === 'xstate.stop') return
      if (fromViewer.get(actor) === event.type) fromViewer.delete(actor)
      else service.report(envelopeOf(event, sender))
    } else if (type === '@xstate.snapshot') {
      const now = snapshot as SnapshotFive
      const known = service ?? announce(actor, now, event)
      // Who is stopped is in no other state than before.
      if (service !== undefined && now.status !== 'stopped') {
        service.moveTo(now, envelopeOf(event, sender))
      }
      if (now.status === 'active') return
      services.delete(actor)
      known.stop()
    }
  }

  return (inspection) => guarded(() => follow(inspection))
}
