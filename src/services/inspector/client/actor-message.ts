import type { ActorRefLike, AnyActorRef, AnyEventObject, InspectionEvent } from 'xstate'
import { plainJson } from './plain-json.ts'

/** What may be changed or left out before it is sent. */
export interface Sanitizers {
  /** Gives an event as it may be shown. Default: as it is. */
  readonly sanitizeEvent?: (event: AnyEventObject) => AnyEventObject
  /** Gives a context as it may be shown. Default: as it is. */
  readonly sanitizeContext?: (context: unknown) => unknown
}

/** The version of `@statelyai/inspect` whose format this is. */
const formatVersion = '0.7.2'

/** The same config is that of many actors. */
const definitions = new WeakMap<object, string>()

/** An actor, as it was made known. */
export function actorMessage(actor: AnyActorRef, atMs: number, rootId: string, how: Sanitizers): string {
  const { config } = (actor as { logic?: { config?: unknown } }).logic ?? {}
  // Of a promise or a callback, it is the function.
  const machine = typeof config === 'object' && config !== null ? (config as { id?: string }) : undefined
  const isNamed = actor.id !== actor.sessionId
  const name = isNamed ? actor.id : (machine?.id ?? actor.id)
  const definition = machine ? definitionOf(machine) : plainJson({ id: name })
  const parentId = (actor as { _parent?: AnyActorRef })._parent?.sessionId
  const parent = parentId === undefined ? '' : `,"parentId":${JSON.stringify(parentId)}`
  const text = `${beginningOf('@xstate.actor', actor, rootId)}${atMs}","name":${plainJson(name)}${parent}`
  return `${text},"definition":${JSON.stringify(definition)},"snapshot":${snapshotJson(actor.getSnapshot(), how)}}`
}

/** Something that an actor was told, or what it came to; `undefined` for what is not shown: microsteps, actions. */
export function stepMessage(event: InspectionEvent, atMs: number, how: Sanitizers): string | undefined {
  if (event.type !== '@xstate.event' && event.type !== '@xstate.snapshot') return undefined
  const { actorRef } = event
  const shown = how.sanitizeEvent ? how.sanitizeEvent(event.event) : event.event
  const told = plainJson(shown, shown.type)
  // One text, in one go: this is what a step costs that is looked at.
  const text = `${beginningOf(event.type, actorRef, event.rootId)}${atMs}","event":${told}`
  if (event.type === '@xstate.snapshot') return `${text},"snapshot":${snapshotJson(event.snapshot, how)}}`
  const sourceId = event.sourceRef?.sessionId
  return sourceId === undefined ? `${text}}` : `${text},"sourceId":${JSON.stringify(sourceId)}}`
}

/** Whether it is one of ours. */
export const isTokenMachine = (actor: AnyActorRef): boolean =>
  (actor as { logic?: { config?: { id?: unknown } } }).logic?.config?.id === 'halflife.token'

function snapshotJson(snapshot: unknown, { sanitizeContext }: Sanitizers): string {
  if (typeof snapshot !== 'object' || snapshot === null) return 'null'
  const { status, value, context, output, error } = snapshot as Readonly<Record<string, unknown>>
  let text = `{"status":${plainJson(status)}`
  if (value !== undefined) text += `,"value":${plainJson(value)}`
  if (context !== undefined)
    text += `,"context":${plainJson(sanitizeContext ? sanitizeContext(context) : context)}`
  if (output !== undefined) text += `,"output":${plainJson(output)}`
  if (error !== undefined) text += `,"error":${plainJson(error)}`
  return `${text}}`
}

function definitionOf(config: object): string {
  const known = definitions.get(config) ?? plainJson(config)
  definitions.set(config, known)
  return known
}

const beginnings = {
  '@xstate.actor': new WeakMap<object, string>(),
  '@xstate.event': new WeakMap<object, string>(),
  '@xstate.snapshot': new WeakMap<object, string>(),
}

/** What is the same in all messages of a type about an actor; what comes next is the time. */
function beginningOf(type: keyof typeof beginnings, actor: ActorRefLike, rootId: string): string {
  const known = beginnings[type].get(actor)
  if (known !== undefined) return known
  const ids = `"sessionId":${JSON.stringify(actor.sessionId)},"rootId":${JSON.stringify(rootId)}`
  const text = `{"type":"${type}","_version":"${formatVersion}","id":null,${ids},"createdAt":"`
  beginnings[type].set(actor, text)
  return text
}
