import { createMemoryJournal, exportJsonl, resumeSession, type SessionOptions } from 'halflife'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import { canariesOf, expectNoCanary, printed, reachable } from './canary.ts'
import { hourMs, jwtOf, minuteMs, type Options, open, rejection, startMs, thrown } from './setting.ts'

const random = (length: number, alphabet: string, seed: number) =>
  Array.from(
    { length },
    (_, n) => alphabet[(seed * (n + 7) * 2_654_435 + n * n * 97) % alphabet.length],
  ).join('')
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

const canaryJwt = (seed: number) => {
  const iat = startMs / 1000
  const claims = {
    sub: `canary-subject-${random(24, letters, seed)}`,
    iat,
    exp: iat + 60,
    jti: random(32, letters, seed + 1),
  }
  return jwtOf(claims, random(43, letters, seed + 2))
}
const canaryOpaque = (seed: number) => `o${random(31, letters, seed)}+/=${random(12, letters, seed + 5)}==`
/** Of letters and digits alone, as long as an error's code may be. */
const canaryShort = (seed: number) => `t${random(31, letters, seed)}`

type Make = (seed: number) => { given: SessionOptions['token'] & {}; value: string }
const kinds: [string, Make][] = [
  ['a JWT', (seed) => ({ given: canaryJwt(seed), value: canaryJwt(seed) })],
  [
    'an opaque token',
    (seed) => ({ given: { value: canaryOpaque(seed), expiresInSeconds: 60 }, value: canaryOpaque(seed) }),
  ],
  [
    'a short opaque token',
    (seed) => ({ given: { value: canaryShort(seed), expiresInSeconds: 60 }, value: canaryShort(seed) }),
  ],
]

/** Errors that hold the token wherever an error can hold something. */
const spills = (token: string): [string, unknown][] => {
  const [, payload = token, signature = token] = token.split('.')
  const other = Buffer.from(payload)
  const error = (fields: object) => Object.assign(new Error(`401 for ${token}`), fields)
  return [
    ['its message', new Error(token)],
    ['its cause', new Error('no', { cause: new Error(token) })],
    ['its name', error({ name: token })],
    ['its code', error({ code: token })],
    ['its status', error({ status: token })],
    ['its name, in part', error({ name: signature.slice(1, 33).replace(/^[^A-Za-z]+/, '') })],
    ['its code, in part', error({ code: payload.slice(2, 22).replace(/^[^A-Za-z]+/, '') })],
    ['its code, among other words', error({ code: `bearer ${signature.slice(0, 20)}` })],
    ['its code, in Base64', error({ code: `x${other.toString('base64url')}`.slice(0, 40) })],
    ['its code, in hex', error({ code: `x${other.toString('hex')}`.slice(0, 40) })],
    ['its code, URL-encoded', error({ code: encodeURIComponent(token) })],
    ['its code, an object', error({ code: { token }, name: [token], status: { token } })],
    ['itself: a string', token],
    [
      'its own properties',
      { response: { headers: { authorization: `Bearer ${token}` } }, toString: () => token },
    ],
    ['its stack', Object.assign(new Error('no'), { stack: token, errors: [token] })],
  ]
}

let written = ''
beforeEach(() => {
  written = ''
  const keep = (...args: unknown[]) => {
    written += args.map((arg) => (typeof arg === 'string' ? arg : printed(arg))).join(' ')
    return true
  }
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    vi.spyOn(console, method).mockImplementation(keep as never)
  }
  vi.spyOn(process.stdout, 'write').mockImplementation(keep as never)
  vi.spyOn(process.stderr, 'write').mockImplementation(keep as never)
})
afterEach(() => vi.restoreAllMocks())

/** A session of which everything that can be seen is kept. */
function watched(options: Options = {}) {
  const inspected: unknown[] = []
  const snapshots: unknown[] = []
  const journal = createMemoryJournal()
  const setting = open({
    journal,
    stream: 'room/alice',
    inspect: (event) => inspected.push(event),
    ...options,
  })
  const { session, heard } = setting
  session.actor.subscribe((snapshot) => snapshots.push(snapshot, session.actor.getPersistedSnapshot()))

  /** Scans all of it, and what else was seen. */
  const expectNone = async (tokens: readonly string[], seen: Record<string, unknown> = {}) => {
    await session.flush()
    let exported = ''
    for await (const line of exportJsonl(journal.read('room/alice'))) exported += line
    const records: unknown[] = []
    for await (const record of journal.readAll()) records.push(record)
    expect(records.length).toBeGreaterThan(1)
    const everything = {
      records: printed(records),
      'the export': exported,
      facts: printed(heard),
      snapshots: reachable(snapshots),
      'the snapshot': reachable([session.actor.getSnapshot(), session.actor.getPersistedSnapshot()]),
      'inspection events': reachable(inspected),
      'the session, printed': printed(session),
      'the session, searched': reachable(session),
      'the actor': reachable(session.actor),
      output: written,
      ...Object.fromEntries(
        Object.entries(seen).map(([name, value]) => [name, printed(value) + reachable(value)]),
      ),
    }
    for (const [where, text] of Object.entries(everything)) expectNoCanary(text, tokens, where)
  }
  return { ...setting, journal, expectNone }
}

describe('the scan itself', () => {
  it('finds a token in each encoding, and a part of one', () => {
    for (const [, make] of kinds) {
      const { value } = make(1)
      const parts = value.split('.')
      const secret = parts[1] ?? value
      for (const leak of [
        value,
        secret.slice(3, 19),
        Buffer.from(value).toString('base64'),
        Buffer.from(`user:${value}`).toString('base64url'),
        Buffer.from(value).toString('hex'),
        printed(Object.assign(new Error('x'), { cause: { deep: { deeper: [value] } } })),
        reachable(Object.defineProperty({}, 'hidden', { value: new Map([[1, value]]) })),
      ]) {
        expect(() => expectNoCanary(`before ${leak} after`, [value], 'here')).toThrow('here shows')
      }
      expect(canariesOf(value).size).toBeGreaterThan(50)
      expect(() => expectNoCanary('nothing of the kind', [value], 'here')).not.toThrow()
    }
  })
})

describe.each(kinds)('no part of %s is seen anywhere', (_kind, make) => {
  const [first, second, third] = [make(11), make(22), make(33)]
  const values = [first.value, second.value, third.value]

  it('while it lives, is refreshed, supplied, rejected, and dies', async () => {
    const { session, clock, calls, expectNone } = watched({ token: first.given })
    clock.advance(30_000)
    await calls.at(-1)?.answer(second.given)
    session.supplyToken(third.given)
    session.joinedConference()
    session.reportRejected(third.value)
    session.reportRejected(first.value)
    await calls.at(-1)?.answer(third.given)
    const errors = [thrown(() => session.token()), await rejection(session.freshToken())]
    await clock.advanceAsync(hourMs)
    errors.push(await rejection(session.freshToken()))
    await expectNone(values, { errors })
    await session.close()
    await expectNone(values, { errors: [thrown(() => session.token())] })
  })

  it('while the session is kicked, and resumed', async () => {
    const { session, clock, journal, expectNone } = watched({ token: first.given, policy: 'kick' })
    session.joinedConference()
    clock.advance(50_000)
    await session.flush()
    const later = new TestClock(clock.now())
    const options = { journal, stream: 'room/alice', policy: 'kick', clock: later } as const
    const resumed = await resumeSession({ ...options, token: second.given, refresh: async () => third.given })
    await later.advanceAsync(5000)
    const seen = [printed(resumed), reachable(resumed)]
    await later.advanceAsync(hourMs)
    await resumed.close()
    await expectNone(values, { resumed, seen })
  })

  it.each(spills(first.value).map(([where], index) => [where, index] as const))(
    'in an error of the callback that holds the one in use in %s',
    async (_where, index) => {
      const { session, call, expectNone } = watched({ token: first.given })
      session.reportRejected(first.value)
      const failed = rejection(session.freshToken())
      await call(1).fail(spills(first.value)[index]?.[1])
      await expectNone(values, { failed: await failed, early: await rejection(session.freshToken()) })
    },
  )

  it.each(spills(second.value).map(([where], index) => [where, index] as const))(
    'in an error of the callback that holds a new one, never seen before, in %s',
    async (_where, index) => {
      const { session, call, expectNone } = watched({ token: first.given })
      session.reportRejected(first.value)
      const failed = rejection(session.freshToken())
      await call(1).fail(spills(second.value)[index]?.[1])
      await expectNone(values, { failed: await failed, early: await rejection(session.freshToken()) })
    },
  )

  it('in an error about a token that cannot be used', async () => {
    const { session, call, expectNone } = watched({ token: first.given })
    const wrong: unknown[] = [
      `${second.value}\n`,
      ` ${second.value}`,
      `${second.value}.${second.value}`,
      { value: second.value },
      { value: second.value, expiresInSeconds: second.value },
      { value: second.value, expiresAtMs: startMs - minuteMs },
      { value: `${second.value}\r\n`, expiresInSeconds: 60 },
      { value: second.value, expiresInSeconds: -1 },
      { [second.value]: second.value },
      { value: [second.value], expiresInSeconds: 60 },
      second.value.repeat(2000),
      jwtOf({ sub: second.value, exp: second.value }, second.value),
      jwtOf({ sub: second.value }, second.value),
    ]
    const errors: unknown[] = wrong.map((token) => thrown(() => session.supplyToken(token as string)))
    for (const [index, token] of wrong.entries()) {
      const next = rejection(session.refreshNow())
      await call(index + 1).answer(token)
      errors.push(await next)
    }
    await expectNone(values, { errors })
  })
})
