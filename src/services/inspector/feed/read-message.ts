import type { ActorMessage } from '../protocol.ts'
import { withoutJwts } from '../redact.ts'

const types: ReadonlySet<unknown> = new Set<ActorMessage['type']>([
  '@xstate.actor',
  '@xstate.event',
  '@xstate.snapshot',
])

/** One WebSocket message of a feed. */
export interface FeedMessage {
  readonly messages: readonly ActorMessage[]
  /** How many in it were not understood. */
  readonly misunderstood: number
}

/**
 * Reads what a feed sends: one message of `@statelyai/inspect`, or an array of them. What is in them of the app's own
 * is left as it came, but for JWTs.
 */
export function readMessage(text: string): FeedMessage {
  const parsed = parse(withoutJwts(text))
  const candidates = Array.isArray(parsed) ? parsed : [parsed]
  const messages = candidates.filter(isActorMessage)
  return { messages, misunderstood: candidates.length - messages.length }
}

function parse(text: string): unknown {
  try {
    // Whoever copies such a member into an object changes what the object is. (An escape may spell the same name.)
    const mayHaveProto = text.includes('__proto__') || text.includes('\\u')
    return mayHaveProto ? JSON.parse(text, withoutProto) : JSON.parse(text)
  } catch {
    return undefined
  }
}

const withoutProto = (key: string, value: unknown) => (key === '__proto__' ? undefined : value)

const isText = (value: unknown) => typeof value === 'string'
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
const isAbsentOr = (value: unknown, check: (value: unknown) => boolean) => value == null || check(value)

function isActorMessage(candidate: unknown): candidate is ActorMessage {
  if (!isObject(candidate)) return false
  const message = candidate as Readonly<Record<string, unknown>>
  const {
    type,
    sessionId,
    createdAt,
    _version,
    rootId,
    name,
    definition,
    parentId,
    sourceId,
    event,
    snapshot,
  } = message
  if (!types.has(type) || ![sessionId, createdAt, _version].every(isText)) return false
  if (![rootId, definition, parentId, sourceId].every((value) => isAbsentOr(value, isText))) return false
  if (type !== '@xstate.event' && !isAbsentOr(snapshot, isObject)) return false
  if (type === '@xstate.actor') return isText(name)
  return isObject(event) && isText((event as { type?: unknown }).type)
}
