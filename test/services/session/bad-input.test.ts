import { createMemoryJournal, HalflifeError, openSession, profiles, type SessionOptions } from 'halflife'
import { describe, expect, it } from 'vitest'
import { jwtOf, minuteMs, opaque, open, rejection, startMs, thrown, told } from './setting.ts'

/** Looks like a real one: nothing of it may show in a message. */
const secret = 'kR7vQ2mXw9LtB4nZ8cYd3HfJ6pSgA5eU'
const refresh = () => opaque('token-1')
const withOptions = (options: unknown) => thrown(() => openSession(options as SessionOptions))

/** An error of ours, of that code, which says this, and not the secret. */
function expectError(error: unknown, code: string, ...says: (string | RegExp)[]) {
  expect(error).toBeInstanceOf(HalflifeError)
  const { message, code: actual, stack } = error as HalflifeError
  expect(actual, message).toBe(code)
  for (const what of says) expect(message).toMatch(what)
  for (let at = 0; at + 16 <= secret.length; at++) {
    expect(`${message}${stack}`).not.toContain(secret.slice(at, at + 16))
  }
}

describe('a wrong option is refused at once, by name, with what it may be', () => {
  it.each([
    ['no options at all', undefined, /refresh/],
    ['null for options', null, /refresh/],
    ['options without a callback', {}, /refresh.*function/],
    ['a callback that is undefined', { refresh: undefined }, /refresh.*function/],
    ['a callback that is null', { refresh: null }, /refresh.*function/],
    ['a callback that is a string', { refresh: secret }, /refresh.*function/],
    ['a policy that is unknown', { refresh, policy: 'leave' }, /policy.*stay.*kick/],
    ['a policy that is null', { refresh, policy: null }, /policy.*stay.*kick/],
    ['a policy that is a token', { refresh, policy: secret }, /policy.*stay.*kick/],
    ['a profile by its name', { refresh, profile: 'web' }, /profile must be/],
    ['a profile that is none', { refresh, profile: {} }, /profile must be/],
    [
      'a profile of the other policy',
      { refresh, profile: profiles.cpp, policy: 'stay' },
      /profile.*policy|policy.*profile/,
    ],
    ['a retry that is unknown', { refresh, retry: 'always' }, /retry.*backoff.*points-only/],
    ['an overlap that is a boolean', { refresh, overlap: true }, /overlap.*allow.*join/],
    [
      'overlap join with points-only',
      { refresh, overlap: 'join', retry: 'points-only' },
      /overlap.*join.*backoff/,
    ],
    ['a time-out of zero', { refresh, refreshTimeoutMs: 0 }, /refreshTimeoutMs must be/],
    ['a negative time-out', { refresh, refreshTimeoutMs: -1 }, /refreshTimeoutMs must be/],
    [
      'a time-out that is not a number',
      { refresh, refreshTimeoutMs: Number.NaN },
      /refreshTimeoutMs must be/,
    ],
    [
      'an endless time-out',
      { refresh, refreshTimeoutMs: Number.POSITIVE_INFINITY },
      /refreshTimeoutMs must be/,
    ],
    ['a time-out in words', { refresh, refreshTimeoutMs: '30000' }, /refreshTimeoutMs must be/],
    ['a jitter over 0.2', { refresh, jitter: 0.21 }, /jitter.*0.*0\.2/],
    ['a negative jitter', { refresh, jitter: -0.1 }, /jitter.*0.*0\.2/],
    ['a jitter that is not a number', { refresh, jitter: Number.NaN }, /jitter.*0.*0\.2/],
    ['a random that is a number', { refresh, random: 0.5 }, /random.*function/],
    ['a clock without timers', { refresh, clock: { now: Date.now } }, /clock must be/],
    ['a clock that is null', { refresh, clock: null }, /clock must be/],
    ['a clock that is a function', { refresh, clock: Date.now }, /clock must be/],
    [
      'a clock of no functions',
      { refresh, clock: { now: 0, setTimeout: 1, clearTimeout: 2 } },
      /clock must be/,
    ],
    ['a journal that is none', { refresh, journal: {}, stream: 'a' }, /journal must be/],
    ['a journal without a stream', { refresh, journal: createMemoryJournal() }, /journal.*stream/],
    ['a stream without a journal', { refresh, stream: 'a' }, /journal.*stream/],
    ['a stream without a name', { refresh, journal: createMemoryJournal(), stream: '' }, /stream/],
    ['a stream that is a number', { refresh, journal: createMemoryJournal(), stream: 7 }, /stream/],
    ['an onConflict that is unknown', { refresh, onConflict: 'win' }, /onConflict.*keep.*close/],
    ['an option that is unknown', { refresh, ttl: 60 }, /ttl.*refreshTimeoutMs/],
    ['a token for an option', { refresh, [secret]: 60 }, /token, refresh/],
    ['an option that every object has', { refresh, toString: () => secret }, /toString/],
    [
      'an option that is __proto__',
      Object.assign(JSON.parse('{"__proto__": { "token": 1 }}'), { refresh }),
      /__proto__/,
    ],
  ])('%s', (_what, options, says) => {
    expectError(withOptions(options), 'ERR_OPTION', says)
  })

  it('and undefined is as good as absent, for every option', () => {
    const names = ['token', 'policy', 'profile', 'retry', 'overlap', 'refreshTimeoutMs', 'jitter', 'random']
    const others = ['journal', 'stream', 'onConflict', 'inspect']
    const absent = Object.fromEntries([...names, ...others].map((name) => [name, undefined]))
    const { session } = open(absent)
    expect(session.state).toBe('expired')
    expect(Object.getPrototypeOf({})).not.toHaveProperty('token')
  })
})

/** A JWT of these parts. */
const parts = (...parts: string[]) => parts.join('.')
const base64 = (text: string) => Buffer.from(text).toString('base64url')
const header = base64('{"alg":"HS256"}')
const claims = base64(`{"sub":"${secret}","exp":${startMs / 1000 + 60}}`)
const exp = startMs / 1000 + 60
const hint = /value.*expiresInSeconds/

const wrongTokens: [what: string, token: unknown, code: string, ...says: (string | RegExp)[]][] = [
  ['a life of zero', opaque(secret, 0), 'ERR_LIFETIME', /\b0\b/, 'seconds'],
  ['a negative life', opaque(secret, -60), 'ERR_LIFETIME', '-60', 'seconds'],
  ['a life that is not a number', opaque(secret, Number.NaN), 'ERR_LIFETIME', /NaN|null/, 'seconds'],
  ['an endless life', opaque(secret, Number.POSITIVE_INFINITY), 'ERR_LIFETIME', /Infinity|null/, 'seconds'],
  ['a life in words', opaque(secret, '60' as never), 'ERR_LIFETIME', '60', 'seconds'],
  ['a life under a millisecond', opaque(secret, 0.0001), 'ERR_LIFETIME', '0.0001', 'seconds'],
  ['the token where its life should be', { value: 'x', expiresInSeconds: secret }, 'ERR_LIFETIME', 'seconds'],
  ['an end that is not a number', { value: secret, expiresAtMs: Number.NaN }, 'ERR_LIFETIME', 'milliseconds'],
  ['an end of zero', { value: secret, expiresAtMs: 0 }, 'ERR_LIFETIME', 'milliseconds'],
  ['a JWT that lives no time', jwtOf({ sub: secret, iat: exp, exp }), 'ERR_LIFETIME', /\b0\b/, 'seconds'],
  ['a JWT that ends before it begins', jwtOf({ iat: exp + 60, exp }), 'ERR_LIFETIME', '-60', 'seconds'],
  ['exp in words', jwtOf({ sub: secret, exp: `${exp}` }), 'ERR_LIFETIME', `${exp}`, 'seconds'],
  ['exp that is null', jwtOf({ sub: secret, exp: null }), 'ERR_LIFETIME', 'null', 'seconds'],
  ['iat in words', jwtOf({ iat: 'now', exp }), 'ERR_LIFETIME', 'iat', 'now', 'seconds'],
  ['exp in milliseconds', jwtOf({ exp: startMs + 60_000 }), 'ERR_LIFETIME', 'exp', 'looks like milliseconds'],
  ['iat in milliseconds', jwtOf({ iat: startMs, exp }), 'ERR_LIFETIME', 'iat', 'looks like milliseconds'],
  ['neither a JWT nor a life', secret, 'ERR_LIFETIME_UNKNOWN', hint],
  ['an object without a life', { value: secret }, 'ERR_LIFETIME_UNKNOWN', hint],
  ['a JWT without exp', jwtOf({ sub: secret, iat: 1 }), 'ERR_LIFETIME_UNKNOWN', 'exp', hint],
  ['a JWT of bad base64', parts(header, `${claims}*`, secret), 'ERR_TOKEN_MALFORMED'],
  ['a JWT of base64 of a wrong length', parts(header, 'AAAAA', secret), 'ERR_TOKEN_MALFORMED'],
  ['a JWT whose claims are no UTF-8', parts(header, '_-8', secret), 'ERR_TOKEN_MALFORMED'],
  ['a JWT whose claims are no JSON', parts(header, base64(`{${secret}`), secret), 'ERR_TOKEN_MALFORMED'],
  ['a JWT whose claims are null', parts(header, base64('null'), secret), 'ERR_TOKEN_MALFORMED'],
  ['a JWT whose claims are an array', parts(header, base64('[1]'), secret), 'ERR_TOKEN_MALFORMED'],
  ['a JWT whose claims are a number', parts(header, base64('1'), secret), 'ERR_TOKEN_MALFORMED'],
  ['a JWT whose header is an array', parts(base64('[]'), claims, secret), 'ERR_TOKEN_MALFORMED'],
  ['a JWT without signature', parts(header, claims), 'ERR_TOKEN_MALFORMED'],
  ['a JWT with an empty signature', parts(header, claims, ''), 'ERR_TOKEN_MALFORMED'],
  ['a JWT with empty claims', parts(header, '', secret), 'ERR_TOKEN_MALFORMED'],
  ['a JWT of four parts', parts(header, claims, secret, secret), 'ERR_TOKEN_MALFORMED'],
  ['space around it', ` ${secret}`, 'ERR_TOKEN_MALFORMED', /space/],
  ['space after it', { value: `${secret} `, expiresInSeconds: 60 }, 'ERR_TOKEN_MALFORMED', /space/],
  ['a line feed after it', `${jwtOf({ sub: secret, exp })}\n`, 'ERR_TOKEN_MALFORMED', /space/],
  ['CR and LF in it', opaque(`${secret}\r\nX-Evil: 1`), 'ERR_TOKEN_MALFORMED', /space/],
  ['a tab in it', opaque(`${secret}\t`), 'ERR_TOKEN_MALFORMED', /space/],
  ['nothing', opaque(''), 'ERR_TOKEN_MALFORMED', 'string'],
  ['an empty string', '', 'ERR_TOKEN_MALFORMED', 'string'],
  ['a number', 7, 'ERR_TOKEN_MALFORMED'],
  ['a value that is no string', { value: 7, expiresInSeconds: 60 }, 'ERR_TOKEN_MALFORMED', 'string'],
  ['an array', [secret], 'ERR_TOKEN_MALFORMED'],
  ['more than 64 KiB', secret.repeat(2049), 'ERR_TOKEN_TOO_LARGE', /64 KiB|65536/],
  ['more than 64 KiB, opaque', opaque(secret.repeat(2049)), 'ERR_TOKEN_TOO_LARGE', /64 KiB|65536/],
]

describe('a token that cannot be read is refused, without its content', () => {
  it.each(wrongTokens)('%s, at opening', (_what, token, code, ...says) => {
    expectError(withOptions({ refresh, token }), code, ...says)
  })

  it.each(wrongTokens)('%s, when supplied: the one in use stays', (_what, token, code, ...says) => {
    const { session, heard } = open()
    expectError(
      thrown(() => session.supplyToken(token as string)),
      code,
      ...says,
    )
    expect([session.token(), heard]).toEqual(['token-0', []])
  })

  it.each([[null], [undefined], [7], [true]])(
    'something that is no token at all, when supplied: %s',
    (token) => {
      const { session } = open()
      expectError(
        thrown(() => session.supplyToken(token as never)),
        'ERR_TOKEN_MALFORMED',
      )
      expect(session.token()).toBe('token-0')
    },
  )

  it('of 64 KiB exactly is taken', () => {
    expect(open({ token: opaque('x'.repeat(65_536)) }).session.token().length).toBe(65_536)
  })

  // Where mutants are run, a busy machine must not kill one.
  it.skipIf(process.env['HALFLIFE_MUTATION'])('however large, in under 5 ms', () => {
    const huge = ['x'.repeat(50_000_000), `${'a.'.repeat(10_000_000)}b`]
    for (const token of [...huge, opaque(huge[0] ?? '')]) {
      const times = Array.from({ length: 5 }, () => {
        const sinceMs = performance.now()
        expectError(withOptions({ refresh, token }), 'ERR_TOKEN_TOO_LARGE')
        return performance.now() - sinceMs
      })
      // The quickest: the others measure what else the machine does.
      expect(Math.min(...times)).toBeLessThan(5)
    }
  })
})

describe('asking for what is not to be had', () => {
  it('a dead token at opening opens the session, expired at once, with one call that says so', async () => {
    const { clock, session, calls } = open({ token: { value: 'dead', expiresAtMs: startMs - minuteMs } })
    expect(session.state).toBe('expired')
    expect(calls.length).toBe(0)
    await clock.settle()
    expect(told(calls)).toEqual([[1, 'expiry', true]])
    expectError(
      thrown(() => session.token()),
      'ERR_TOKEN_EXPIRED',
      'freshToken',
    )
  })

  it('a failed attempt says why, with the name, code and status of what the callback threw', async () => {
    for (const ask of ['refreshNow', 'freshToken'] as const) {
      const { session, call } = open({ token: opaque(secret) })
      session.reportRejected(secret)
      const next = session[ask]()
      const cause = new Error(secret)
      await call(1).fail(
        Object.assign(new RangeError(`no ${secret}`, { cause }), { code: 'E_AUTH', status: 403 }),
      )
      const failed = await rejection(next)
      expectError(failed, 'ERR_REFRESH_FAILED', 'threw', 'RangeError', 'E_AUTH', '403')
      expect(failed).toMatchObject({
        reason: 'threw',
        error: { name: 'RangeError', code: 'E_AUTH', status: 403 },
      })
      const early = await rejection(session.freshToken())
      expectError(early, 'ERR_REFRESH_BACKOFF', 'threw')
      expect(early).toMatchObject({ reason: 'threw', retryAtMs: startMs + 750 })
    }
  })
})
