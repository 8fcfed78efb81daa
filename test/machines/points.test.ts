import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refreshPoints } from '../../src/index.ts'
import { given, tokenLives } from '../../src/testing/index.ts'
import { deadline, demanded, failed, joined, left, rejected } from '../properties/say.ts'

// A token of one minute, from 0: its points are 30 000, 45 000 and 60 000.

describe('the refresh points of a token', () => {
  it('are one half, three quarters and the end', () => {
    expect(refreshPoints({ issuedAtMs: 1000, expiresAtMs: 61_000 })).toEqual({
      halfAtMs: 31_000,
      threeQuarterAtMs: 46_000,
      expiresAtMs: 61_000,
    })
  })

  it('are rounded up to whole milliseconds', () => {
    const points = (ttlMs: number) => Object.values(refreshPoints({ issuedAtMs: 0, expiresAtMs: ttlMs }))
    expect(points(1)).toEqual([1, 1, 1])
    expect(points(2)).toEqual([1, 2, 2])
    expect(points(3)).toEqual([2, 3, 3])
    expect(points(5)).toEqual([3, 4, 5])
    expect(points(0)).toEqual([0, 0, 0])
  })

  it('come later by the jitter, but never after the end', () => {
    expect(refreshPoints({ issuedAtMs: 0, expiresAtMs: 100, jitterMs: 20 })).toEqual({
      halfAtMs: 70,
      threeQuarterAtMs: 95,
      expiresAtMs: 100,
    })
    expect(refreshPoints({ issuedAtMs: 0, expiresAtMs: 100, jitterMs: 30 }).threeQuarterAtMs).toBe(100)
  })

  it('are in order and within the life of the token, for any token', () =>
    fc.assert(
      fc.property(tokenLives(fc, 1_800_000_000_000), (token) => {
        const { halfAtMs, threeQuarterAtMs, expiresAtMs } = refreshPoints(token)
        expect(expiresAtMs).toBe(token.expiresAtMs)
        expect(halfAtMs).toBeLessThanOrEqual(threeQuarterAtMs)
        expect(threeQuarterAtMs).toBeLessThanOrEqual(expiresAtMs)
        expect((halfAtMs - token.issuedAtMs) * 2).toBeGreaterThanOrEqual(expiresAtMs - token.issuedAtMs)
      }),
    ))
})

describe('when a point is handled', () => {
  it('half makes an attempt', () => {
    given('stay', [])
      .when(deadline(30_000))
      .then(
        [{ type: 'refresh.requested', attempt: 1, stage: 'half', isExpired: false }],
        'refreshing-half.requesting',
      )
  })

  it('not a millisecond before it', () => {
    given('kick', []).when(deadline(29_999)).then([], 'valid.idle')
  })

  it('three quarters makes another, even while the first is in flight', () => {
    given('stay', [deadline(30_000)])
      .when(deadline(45_000))
      .then(
        [{ type: 'refresh.requested', attempt: 2, stage: 'three-quarter', isExpired: false }],
        'refreshing-three-quarter.requesting',
      )
  })

  it('with overlap join, an attempt in flight is joined', () => {
    given('stay', [deadline(30_000)], { overlap: 'join' })
      .when(deadline(45_000))
      .then([], 'refreshing-three-quarter.requesting')
  })

  it('expiry under stay: the token expires, and the participant stays', () => {
    given('stay', [joined(0), deadline(30_000), failed(30_100, 1)])
      .when(deadline(60_000))
      .then(
        [
          { type: 'token.expired', generation: 0 },
          { type: 'refresh.requested', attempt: 2, stage: 'expiry', isExpired: true },
        ],
        'expired.requesting',
      )
  })

  it('expiry under kick, in no conference: the same', () => {
    given('kick', [joined(0), left(1)])
      .when(deadline(60_000))
      .then(
        [
          { type: 'token.expired', generation: 0 },
          { type: 'refresh.requested', attempt: 1, stage: 'expiry', isExpired: true },
        ],
        'expired.requesting',
      )
  })

  it('expiry under kick, in a conference: the participant is kicked, with no callback', () => {
    given('kick', [joined(0)])
      .when(deadline(60_000))
      .then(
        [
          { type: 'token.expired', generation: 0 },
          { type: 'participant.kicked', generation: 0 },
        ],
        'kicked',
      )
  })

  it('expiry with overlap join: the token expires, and the attempt in flight goes on', () => {
    given('stay', [deadline(45_000)], { overlap: 'join' })
      .when(deadline(60_000))
      .then([{ type: 'token.expired', generation: 0 }], 'expired.requesting')
  })

  it('after an early rejection: the state stays expired', () => {
    given('stay', [rejected(10_000), failed(10_100, 1)])
      .when(deadline(30_000))
      .then([{ type: 'refresh.requested', attempt: 2, stage: 'half', isExpired: true }], 'expired.requesting')
  })

  it('the end after an early rejection: no second token.expired', () => {
    given('stay', [rejected(10_000), failed(10_100, 1)])
      .when(deadline(60_000))
      .then(
        [{ type: 'refresh.requested', attempt: 2, stage: 'expiry', isExpired: true }],
        'expired.requesting',
      )
  })

  it('several passed at once make one attempt, that of the latest', () => {
    given('stay', [])
      .when(deadline(50_000))
      .then(
        [{ type: 'refresh.requested', attempt: 1, stage: 'three-quarter', isExpired: false }],
        'refreshing-three-quarter.requesting',
      )
  })

  it('each is handled once', () => {
    given('stay', [deadline(30_000), failed(30_100, 1)])
      .when(deadline(44_999))
      .then([], 'refreshing-half.idle')
  })
})

describe('when a retry is due', () => {
  const backingOff = [deadline(30_000), failed(30_100, 1, { retryAtMs: 31_000 })]

  it('an attempt of stage retry is made, in the same state', () => {
    given('stay', backingOff)
      .when(deadline(31_000))
      .then(
        [{ type: 'refresh.requested', attempt: 2, stage: 'retry', isExpired: false }],
        'refreshing-half.requesting',
      )
  })

  it('not a millisecond before it', () => {
    given('stay', backingOff).when(deadline(30_999)).then([], 'refreshing-half.idle')
  })

  it('a point that is due at the same time comes instead of it', () => {
    given('stay', [deadline(30_000), failed(30_100, 1, { retryAtMs: 45_000 })])
      .when(deadline(45_000))
      .then(
        [{ type: 'refresh.requested', attempt: 2, stage: 'three-quarter', isExpired: false }],
        'refreshing-three-quarter.requesting',
      )
  })

  it('any request before it takes its place', () => {
    given('stay', [...backingOff, demanded(30_500), failed(30_600, 2)])
      .when(deadline(31_000))
      .then([], 'refreshing-half.idle')
  })
})
