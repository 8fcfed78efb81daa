import type { JournalRecord, Policy, TokenEvent } from 'halflife'
import { machineDecider, trace } from 'halflife/testing'

/** Every history begins here, with a token of 10 s. */
export const zeroMs = 1_800_000_000_000

type UntimedEvent = TokenEvent extends infer Event
  ? Event extends TokenEvent
    ? Omit<Event, 'atMs'>
    : never
  : never

/** A journal as a session writes it: these events, at these seconds, with what the machine decides of them. */
export function recordsOf(
  policy: Policy,
  happened: readonly (readonly [seconds: number, event: UntimedEvent])[],
  { ttlMs = 10_000 } = {},
): JournalRecord[] {
  const input = { token: { issuedAtMs: zeroMs, expiresAtMs: zeroMs + ttlMs }, atMs: zeroMs }
  const events = happened.map(
    ([seconds, event]) => ({ ...event, atMs: zeroMs + seconds * 1_000 }) as TokenEvent,
  )
  const { entries } = trace(machineDecider, { policy, input, events })
  const steps = [
    { event: { type: 'session.opened' as const, atMs: zeroMs, input }, facts: [], state: 'valid.idle' },
    ...entries,
  ]
  return steps.map(({ event, facts, state }, i) => ({
    stream: 'room-7/alice',
    version: i + 1,
    atMs: event.atMs,
    type: event.type,
    event,
    facts,
    state,
    machine: 'halflife.token/1',
    policy,
    recordedAtMs: event.atMs,
  }))
}

/** The time has come. */
export const due = { type: 'deadline.reached' } as const
export const joined = { type: 'conference.joined' } as const

export const failed = (attempt: number, error?: { name?: string; code?: string; status?: number }) =>
  ({ type: 'refresh.failed', attempt, reason: 'threw', ...(error && { error }) }) as const

/** The answer of an attempt, at this second: a token of 10 s. */
export const succeeded = (attempt: number, seconds: number) => {
  const issuedAtMs = zeroMs + seconds * 1_000
  return {
    type: 'refresh.succeeded',
    attempt,
    token: { issuedAtMs, expiresAtMs: issuedAtMs + 10_000 },
  } as const
}
