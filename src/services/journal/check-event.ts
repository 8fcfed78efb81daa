import { HalflifeError } from '../../errors.ts'
import type { TokenEvent } from '../../machines/events.ts'
import { failureReasons } from '../../machines/failure-reasons.ts'
import type { TokenLife } from '../../machines/token-life.ts'
import type { RecordedEvent } from './record.ts'

type Check = (value: unknown) => boolean

const number: Check = (value) => Number.isFinite(value)
const text: Check = (value) => typeof value === 'string'
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0
const attempt: Check = (value) => count(value) && value !== 0
const reasons = new Set<unknown>(failureReasons)
const reason: Check = (value) => reasons.has(value)

const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)

/** An object with these fields and no others: whatever else it held might be a secret. */
const shape = (fields: Record<string, Check>): Check => {
  const names = new Set<string | symbol>(Object.keys(fields))
  const checks = Object.entries(fields)
  return (value) => {
    if (typeof value !== 'object' || value === null) return false
    for (const key of Reflect.ownKeys(value)) if (!names.has(key)) return false
    for (const [key, check] of checks) if (!check((value as Record<string, unknown>)[key])) return false
    return true
  }
}

const life = shape({
  issuedAtMs: number,
  expiresAtMs: number,
  jitterMs: optional(number),
  claimedExpMs: optional(number),
})
const token: Check = (value) => {
  if (!life(value)) return false
  const { issuedAtMs, expiresAtMs } = value as TokenLife
  return issuedAtMs <= expiresAtMs
}
const error = shape({
  name: optional(text),
  code: optional((value) => text(value) || number(value)),
  status: optional(number),
})

const event = (fields: Record<string, Check> = {}) => shape({ type: text, atMs: number, ...fields })
const nothingMore = event()
const events: ReadonlyMap<string, Check> = new Map([
  ['deadline.reached', nothingMore],
  [
    'refresh.succeeded',
    event({ attempt, token, quietUntilMs: optional(number), retryAtMs: optional(number) }),
  ],
  ['refresh.failed', event({ attempt, reason, retryAtMs: optional(number), error: optional(error) })],
  ['refresh.demanded', nothingMore],
  ['token.supplied', event({ token })],
  ['api.rejected', event({ generation: count })],
  ['conference.joined', nothingMore],
  ['conference.left', nothingMore],
  ['conference.ejected', nothingMore],
  ['session.resumed', event({ attempt: count })],
] satisfies [TokenEvent['type'], Check][])

const overlap: Check = (value) => value === 'allow' || value === 'join'
const recorded: ReadonlyMap<string, Check> = new Map([
  ...events,
  ['session.opened', event({ input: shape({ token, atMs: number, overlap: optional(overlap) }) })],
  ['session.closed', nothingMore],
])

/**
 * Whether something is an event that a token machine understands: its type, its time, its fields and no others.
 * Checked before it is sent, since XState remembers every type it has ever seen.
 *
 * @throws HalflifeError `ERR_EVENT`
 */
export function checkEvent(candidate: unknown): asserts candidate is TokenEvent {
  check(candidate, events)
}

/** Whether something is an event that a record may hold: also how a stream begins and ends. @throws HalflifeError `ERR_EVENT` */
export function checkRecordedEvent(candidate: unknown): asserts candidate is RecordedEvent {
  check(candidate, recorded)
}

function check(candidate: unknown, known: ReadonlyMap<string, Check>): void {
  const type = (candidate as TokenEvent | null | undefined)?.type
  const isWellFormed = known.get(type as string)
  if (!isWellFormed) {
    throw new HalflifeError(
      'ERR_EVENT',
      `This is no event of a token machine. Its type is one of: ${[...known.keys()].join(', ')}.`,
    )
  }
  if (isWellFormed(candidate)) return
  throw new HalflifeError(
    'ERR_EVENT',
    `The event ${type} is not well formed: atMs must be a finite number, and its other fields those that are documented.`,
  )
}
