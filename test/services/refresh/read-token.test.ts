import { describe, expect, it } from 'vitest'
import { readToken } from '../../../src/services/refresh/read-token.ts'
import { jwt, jwtOf, thrown } from '../session/setting.ts'

const expMs = 1_800_000_060_000
const exp = expMs / 1000
const says = (token: unknown) => thrown(() => readToken(token as never)).message

describe('a token that cannot be read: the error says what is wrong, and what to give', () => {
  const give = 'give { value, expiresInSeconds }.'
  const opaque = (expiresInSeconds: unknown) => ({ value: 'x', expiresInSeconds })

  it.each([
    ['token', `The token is not a JWT: ${give}`],
    [{ value: 'x' }, `The token has no life told: ${give}`],
    [jwtOf({ sub: 'a' }), `The token is a JWT without exp: ${give}`],
    ['a.b.c', 'The token is not a well-formed JWT.'],
    ['x'.repeat(65_537), 'The token has over 64 KiB.'],
    ['a b', 'The token is not a string of visible characters without white space.'],
    [7, 'The token is not a string of visible characters without white space.'],
    [opaque(0), 'expiresInSeconds is 0; it must be a positive number of seconds.'],
    [opaque('60'), "expiresInSeconds is '60'; it must be a positive number of seconds."],
    [
      opaque('123456789012345'),
      "expiresInSeconds is '123456789012345'; it must be a positive number of seconds.",
    ],
    [opaque('1234567890123456'), 'expiresInSeconds is a string; it must be a positive number of seconds.'],
    [opaque({}), 'expiresInSeconds is [object Object]; it must be a positive number of seconds.'],
    [{ value: 'x', expiresAtMs: -1 }, 'expiresAtMs is -1; it must be a positive number of milliseconds.'],
    [jwtOf({ iat: exp + 60, exp }), 'exp - iat is -60; it must be a positive number of seconds.'],
    [jwtOf({ exp: '60' }), "exp is '60', which is no number; a JWT has seconds."],
    [jwtOf({ iat: null, exp }), 'iat is null, which is no number; a JWT has seconds.'],
    [jwtOf({ exp: expMs }), `exp is ${expMs}, which looks like milliseconds; a JWT has seconds.`],
    [jwtOf({ exp: 1e11 }), 'exp is 100000000000, which looks like milliseconds; a JWT has seconds.'],
  ])('$1', (token, message) => {
    expect(says(token)).toBe(message)
  })
})

describe('a token that can be read', () => {
  it('is taken apart', () => {
    expect(readToken({ value: 'x', expiresInSeconds: 0.001 })).toEqual({ value: 'x', ttlMs: 1 })
    expect(readToken({ value: 'x', expiresAtMs: 1 })).toEqual({ value: 'x', expMs: 1 })
    const withIat = jwt(expMs - 60_000, expMs)
    expect(readToken(withIat)).toEqual({ value: withIat, expMs, iatMs: expMs - 60_000, ttlMs: 60_000 })
    const without = jwt(undefined, expMs)
    expect(readToken(without)).toEqual({ value: without, expMs })
  })

  it('may have any characters of base64url in its claims', () => {
    for (const sub of ['???>>>', '~~~~', 'ÿþý', '日本語']) {
      const token = jwtOf({ sub, exp })
      expect(readToken(token)).toEqual({ value: token, expMs })
    }
    const claims = jwtOf({ sub: '???>>>ÿÿÿ', exp }).split('.')[1]
    expect(claims, 'has both of what base64 has not').toMatch(/-.*_|_.*-/)
  })

  it('may have a time up to the year 5138, in fractions of a second', () => {
    const token = jwtOf({ exp: 99_999_999_999.9994 })
    expect(readToken(token)).toMatchObject({ expMs: 99_999_999_999_999 })
  })
})
