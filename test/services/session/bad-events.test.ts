import { createMemoryJournal, deliver, HalflifeError, type JournalRecord, stayMachine } from 'halflife'
import { describe, expect, it } from 'vitest'
import { createActor } from 'xstate'
import { rejection, startMs, thrown } from './setting.ts'

const secret = 'kR7vQ2mXw9LtB4nZ8cYd3HfJ6pSgA5eU'
const atMs = startMs + 1000
const token = { issuedAtMs: startMs, expiresAtMs: startMs + 60_000 }
const polluted = (fields: object) =>
  JSON.parse(`${JSON.stringify(fields).slice(0, -1)},"__proto__":{"polluted":"${secret}"}}`)

const wrongEvents: [what: string, event: unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a string', 'deadline.reached'],
  ['an array', []],
  ['no type', { atMs }],
  ['an unknown type', { type: 'token.stolen', atMs }],
  ['a token as type', { type: secret, atMs }],
  ['a type that every object has', { type: 'toString', atMs }],
  ['__proto__ as type', { type: '__proto__', atMs }],
  ['a type of XState', { type: 'xstate.stop', atMs }],
  ['a wildcard', { type: '*', atMs }],
  ['no time', { type: 'refresh.demanded' }],
  ['a time that is not a number', { type: 'refresh.demanded', atMs: Number.NaN }],
  ['an endless time', { type: 'refresh.demanded', atMs: Number.POSITIVE_INFINITY }],
  ['a time in words', { type: 'refresh.demanded', atMs: `${atMs}` }],
  ['a time that is null', { type: 'refresh.demanded', atMs: null }],
  ['a __proto__ key', polluted({ type: 'refresh.demanded', atMs })],
  ['a __proto__ key further in', { type: 'token.supplied', atMs, token: polluted(token) }],
  ['a key too many', { type: 'refresh.demanded', atMs, accessToken: secret }],
  ['a token in the token', { type: 'token.supplied', atMs, token: { ...token, value: secret } }],
  ['no token', { type: 'token.supplied', atMs }],
  [
    'a token that ends before it begins',
    { type: 'token.supplied', atMs, token: { issuedAtMs: 2, expiresAtMs: 1 } },
  ],
  ['a token without an end', { type: 'token.supplied', atMs, token: { issuedAtMs: 1 } }],
  [
    'an end that is not a number',
    { type: 'token.supplied', atMs, token: { ...token, expiresAtMs: Number.NaN } },
  ],
  ['no attempt', { type: 'refresh.succeeded', atMs, token }],
  ['an attempt of zero', { type: 'refresh.succeeded', atMs, token, attempt: 0 }],
  ['half an attempt', { type: 'refresh.succeeded', atMs, token, attempt: 1.5 }],
  ['no reason', { type: 'refresh.failed', atMs, attempt: 1 }],
  ['an unknown reason', { type: 'refresh.failed', atMs, attempt: 1, reason: secret }],
  [
    'a retry at no time',
    { type: 'refresh.failed', atMs, attempt: 1, reason: 'threw', retryAtMs: Number.NaN },
  ],
  [
    'an error with more than is kept',
    { type: 'refresh.failed', atMs, attempt: 1, reason: 'threw', error: { message: secret } },
  ],
  ['no generation', { type: 'api.rejected', atMs }],
  ['a generation below zero', { type: 'api.rejected', atMs, generation: -1 }],
  ['no attempt to resume after', { type: 'session.resumed', atMs }],
]

function expectRefused(error: unknown) {
  expect(error).toBeInstanceOf(HalflifeError)
  const { code, message, stack } = error as HalflifeError
  expect(code, message).toBe('ERR_EVENT')
  expect(message).toMatch(/event/)
  expect(`${message}${stack}`).not.toContain(secret.slice(0, 16))
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
}

describe('an event that is not well formed', () => {
  it.each(wrongEvents)('is not delivered, and nothing changes: %s', (_what, event) => {
    const actor = createActor(stayMachine, { input: { token, atMs: startMs } }).start()
    const facts: unknown[] = []
    actor.on('*', (fact) => facts.push(fact))
    const before = actor.getSnapshot()
    expectRefused(thrown(() => deliver(actor, event as never)))
    expect(actor.getSnapshot()).toBe(before)
    expect(facts).toEqual([])
    actor.stop()
  })

  it('of an unknown type is told which types there are; of a known one, what it lacks', () => {
    const actor = createActor(stayMachine, { input: { token, atMs: startMs } }).start()
    expect(thrown(() => deliver(actor, { type: 'x', atMs } as never)).message).toMatch(
      /refresh\.demanded.*token\.supplied/,
    )
    expect(thrown(() => deliver(actor, { type: 'refresh.demanded' } as never)).message).toMatch(
      /refresh\.demanded.*atMs/,
    )
    actor.stop()
  })

  it('is delivered when it is well formed', () => {
    const actor = createActor(stayMachine, { input: { token, atMs: startMs } }).start()
    deliver(actor, { type: 'refresh.demanded', atMs })
    expect(actor.getSnapshot().value).toEqual({ valid: 'requesting' })
    actor.stop()
  })
})

const recordOf = (version: number, event: unknown, state = 'valid.idle') =>
  ({
    stream: 'room/alice',
    version,
    atMs: (event as { atMs: number } | null | undefined)?.atMs,
    type: (event as { type: string } | null | undefined)?.type,
    event,
    facts: [],
    state,
    machine: 'halflife.token/1',
    policy: 'stay',
    recordedAtMs: startMs,
  }) as unknown as JournalRecord

const opened = { type: 'session.opened', atMs: startMs, input: { token, atMs: startMs } }

describe('a record of an event that is not well formed', () => {
  const refuses = async (version: number, event: unknown) => {
    const journal = createMemoryJournal()
    if (version > 1) await journal.append('room/alice', [recordOf(1, opened)], 0)
    const good = { type: 'refresh.demanded', atMs }
    const records = version > 1 ? [recordOf(2, good), recordOf(3, event)] : [recordOf(1, event)]
    expectRefused(await rejection(journal.append('room/alice', records, version - 1)))
    const stored = []
    for await (const record of journal.read('room/alice')) stored.push(record)
    expect(stored.length).toBe(version - 1)
  }

  it.each(wrongEvents)('is not appended, nor are those before it: %s', (_what, event) => refuses(2, event))

  it.each([
    ['no time', { ...opened, atMs: undefined }],
    ['a time that is not a number', { ...opened, atMs: Number.NaN }],
    ['a __proto__ key', polluted(opened)],
    ['a key too many', { ...opened, token: secret }],
    ['a token in the input', { ...opened, input: { ...opened.input, token: { ...token, value: secret } } }],
    ['no input', { type: 'session.opened', atMs: startMs }],
    [
      'a life that is not a number',
      { ...opened, input: { ...opened.input, token: { ...token, expiresAtMs: Number.NaN } } },
    ],
  ])('does not begin a stream: %s', (_what, event) => refuses(1, event))

  it.each([
    ['no time', { type: 'session.closed' }],
    ['a time that is not a number', { type: 'session.closed', atMs: Number.NaN }],
    ['a __proto__ key', polluted({ type: 'session.closed', atMs })],
    ['a key too many', { type: 'session.closed', atMs, token: secret }],
  ])('does not end one: %s', (_what, event) => refuses(2, event))
})
