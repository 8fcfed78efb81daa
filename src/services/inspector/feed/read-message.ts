import type { ActorMessage } from '../protocol.ts'
import { withoutJwts } from '../redact.ts'
import { isDeeper, isTextDeeper } from './depth.ts'

const types: ReadonlySet<unknown> = new Set<ActorMessage['type']>([
  '@xstate.actor',
  '@xstate.event',
  '@xstate.snapshot',
])

/** What is nested deeper could not be written again, nor shown: whoever walks through it runs out of stack. */
const mostDepth = 256
/** The last moment that a date can have, ms since the epoch. */
const lastMs = 8.64e15

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
  const isShallow = !isTextDeeper(text, mostDepth)
  const messages = candidates
    .filter((candidate) => isShallow || !isDeeper(candidate, mostDepth))
    .filter(isActorMessage)
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
const isTime = (value: unknown) => isText(value) && value !== '' && Math.abs(Number(value)) <= lastMs
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
  if (!types.has(type) || !isText(sessionId) || !isText(_version) || !isTime(createdAt)) return false
  if (![rootId, definition, parentId, sourceId].every((value) => isAbsentOr(value, isText))) return false
  if (type !== '@xstate.event' && !isAbsentOr(snapshot, isObject)) return false
  if (type === '@xstate.actor') return isText(name)
  return isObject(event) && isText((event as { type?: unknown }).type)
}
