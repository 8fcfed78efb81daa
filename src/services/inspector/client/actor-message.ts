import type { AnyActorRef, AnyEventObject, InspectionEvent } from 'xstate'
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
  return joined('@xstate.actor', actor.sessionId, atMs, rootId, {
    name: plainJson(name),
    definition: JSON.stringify(definition),
    ...(parentId !== undefined && { parentId: plainJson(parentId) }),
    snapshot: snapshotJson(actor.getSnapshot(), how),
  })
}

/** Something that an actor was told, or what it came to; `undefined` for what is not shown: microsteps, actions. */
export function stepMessage(event: InspectionEvent, atMs: number, how: Sanitizers): string | undefined {
  if (event.type !== '@xstate.event' && event.type !== '@xstate.snapshot') return undefined
  const { sessionId } = event.actorRef
  const sanitized = how.sanitizeEvent ? how.sanitizeEvent(event.event) : event.event
  const told = plainJson(sanitized, (left) => ({ type: sanitized.type, left }))
  if (event.type === '@xstate.snapshot') {
    const snapshot = snapshotJson(event.snapshot, how)
    return joined('@xstate.snapshot', sessionId, atMs, event.rootId, { event: told, snapshot })
  }
  const sourceId = event.sourceRef?.sessionId
  return joined('@xstate.event', sessionId, atMs, event.rootId, {
    event: told,
    ...(sourceId !== undefined && { sourceId: plainJson(sourceId) }),
  })
}

function snapshotJson(snapshot: unknown, { sanitizeContext }: Sanitizers): string {
  if (typeof snapshot !== 'object' || snapshot === null) return 'null'
  const { status, value, context, output, error } = snapshot as Readonly<Record<string, unknown>>
  const shown = sanitizeContext && context !== undefined ? sanitizeContext(context) : context
  const parts = { status, value, context: shown, output, error }
  const members = Object.entries(parts).flatMap(([name, part]) =>
    part === undefined ? [] : [`"${name}":${plainJson(part)}`],
  )
  return `{${members.join()}}`
}

function definitionOf(config: object): string {
  const known = definitions.get(config) ?? plainJson(config)
  definitions.set(config, known)
  return known
}

/** The members are JSON already: each is written once. */
function joined(
  type: string,
  sessionId: string,
  atMs: number,
  rootId: string,
  members: Readonly<Record<string, string>>,
): string {
  let text = `{"type":"${type}","sessionId":${JSON.stringify(sessionId)},"rootId":${JSON.stringify(rootId)}`
  text += `,"createdAt":"${atMs}","_version":"${formatVersion}","id":null`
  for (const name of Object.keys(members)) text += `,"${name}":${members[name]}`
  return `${text}}`
}
