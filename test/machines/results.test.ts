import { describe, it } from 'vitest'
import { given } from '../../src/testing/index.ts'
import { deadline, demanded, failed, joined, life, rejected, succeeded, supplied } from '../properties/say.ts'

// A token of one minute, from 0: its points are 30 000, 45 000 and 60 000.

const fresh = life(31_000, 91_000)
const dead = life(0, 31_000)
const adopted = { type: 'token.adopted', generation: 1, issuedAtMs: 31_000, expiresAtMs: 91_000 } as const

describe('an answer of the callback', () => {
  it('to an attempt never made is ignored', () => {
    given('stay', [deadline(30_000)])
      .when(succeeded(31_000, 2, fresh))
      .then([{ type: 'refresh.ignored', attempt: 2, why: 'unknown' }], 'refreshing-half.requesting')
  })

  it('to an attempt not newer than the last adopted one is ignored', () => {
    given('stay', [deadline(30_000), succeeded(30_500, 1, fresh)])
      .when(succeeded(31_000, 1, fresh))
      .then([{ type: 'refresh.ignored', attempt: 1, why: 'superseded' }], 'valid.idle')
  })

  it('to the attempt in flight is adopted', () => {
    given('kick', [deadline(30_000)])
      .when(succeeded(31_000, 1, fresh))
      .then([{ ...adopted, attempt: 1 }], 'valid.idle')
  })

  it('to an old attempt is adopted too, if it is the first of use', () => {
    given('stay', [deadline(30_000), deadline(45_000)])
      .when(succeeded(45_001, 1, fresh))
      .then([{ ...adopted, attempt: 1 }], 'valid.idle')
  })

  it('to a newer attempt is adopted after that of an older one', () => {
    given('stay', [deadline(30_000), deadline(45_000), succeeded(45_001, 1, fresh)])
      .when(succeeded(46_000, 2, life(46_000, 106_000)))
      .then(
        [{ type: 'token.adopted', generation: 2, issuedAtMs: 46_000, expiresAtMs: 106_000, attempt: 2 }],
        'valid.idle',
      )
  })

  it('to an attempt out of time is adopted, late as it is', () => {
    given('stay', [deadline(30_000), failed(30_900, 1, { reason: 'timed-out' })])
      .when(succeeded(31_000, 1, fresh))
      .then([{ ...adopted, attempt: 1 }], 'valid.idle')
  })

  it('saves who is expired and stays', () => {
    given('stay', [joined(0), deadline(60_000)])
      .when(succeeded(60_001, 1, life(60_001, 61_000)))
      .then(
        [{ type: 'token.adopted', generation: 1, issuedAtMs: 60_001, expiresAtMs: 61_000, attempt: 1 }],
        'valid.idle',
      )
  })

  it('re-arms all points: those of the new token', () => {
    given('stay', [deadline(30_000), succeeded(31_000, 1, fresh)])
      .when(deadline(61_000))
      .then(
        [{ type: 'refresh.requested', attempt: 2, stage: 'half', isExpired: false }],
        'refreshing-half.requesting',
      )
  })

  it('with a dead token to the attempt in flight is ignored, and a failure', () => {
    given('stay', [deadline(30_000)])
      .when(succeeded(31_000, 1, dead))
      .then([{ type: 'refresh.ignored', attempt: 1, why: 'expired' }], 'refreshing-half.idle')
  })

  it('with a dead token makes a retry as any failure does', () => {
    given('stay', [deadline(30_000), succeeded(31_000, 1, dead, { retryAtMs: 32_000 })])
      .when(deadline(32_000))
      .then(
        [{ type: 'refresh.requested', attempt: 2, stage: 'retry', isExpired: false }],
        'refreshing-half.requesting',
      )
  })

  it('with a dead token to an old attempt is ignored, and nothing else', () => {
    given('stay', [deadline(30_000), deadline(45_000)])
      .when(succeeded(45_001, 1, dead))
      .then([{ type: 'refresh.ignored', attempt: 1, why: 'expired' }], 'refreshing-three-quarter.requesting')
  })
})

describe('a failure', () => {
  it('of the attempt in flight ends it, and the state stays', () => {
    given('kick', [joined(0), deadline(45_000)])
      .when(failed(45_100, 1))
      .then([], 'refreshing-three-quarter.idle')
  })

  it('under kick, expired and in a conference again, kicks', () => {
    given('kick', [deadline(60_000), joined(60_001)])
      .when(failed(60_002, 1))
      .then([{ type: 'participant.kicked', generation: 0 }], 'kicked')
  })

  it('as a dead token does', () => {
    given('kick', [deadline(60_000), joined(60_001)])
      .when(succeeded(60_002, 1, dead))
      .then(
        [
          { type: 'refresh.ignored', attempt: 1, why: 'expired' },
          { type: 'participant.kicked', generation: 0 },
        ],
        'kicked',
      )
  })

  it('under stay never kicks', () => {
    given('stay', [joined(0), deadline(60_000)])
      .when(failed(60_002, 1))
      .then([], 'expired.idle')
  })

  it('of an old attempt is ignored', () => {
    given('stay', [deadline(30_000), deadline(45_000)])
      .when(failed(45_001, 1))
      .then(
        [{ type: 'refresh.ignored', attempt: 1, why: 'superseded' }],
        'refreshing-three-quarter.requesting',
      )
  })

  it('of an attempt never made is ignored', () => {
    given('stay', [])
      .when(failed(1, 1))
      .then([{ type: 'refresh.ignored', attempt: 1, why: 'unknown' }], 'valid.idle')
  })
})

describe('a token that the app supplies', () => {
  it('is adopted, if it is alive', () => {
    given('stay', []).when(supplied(31_000, fresh)).then([adopted], 'valid.idle')
  })

  it('supersedes every attempt made so far', () => {
    given('stay', [deadline(30_000), supplied(31_000, fresh)])
      .when(succeeded(31_001, 1, life(31_001, 99_000)))
      .then([{ type: 'refresh.ignored', attempt: 1, why: 'superseded' }], 'valid.idle')
  })

  it('is nothing, if it is dead', () => {
    given('stay', [deadline(30_000)])
      .when(supplied(31_000, dead))
      .then([], 'refreshing-half.requesting')
  })
})

describe('a demand', () => {
  it('makes an attempt, in the same state', () => {
    given('kick', [])
      .when(demanded(5))
      .then(
        [{ type: 'refresh.requested', attempt: 1, stage: 'demand', isExpired: false }],
        'valid.requesting',
      )
  })

  it('joins the attempt in flight', () => {
    given('kick', [deadline(30_000)])
      .when(demanded(30_001))
      .then([], 'refreshing-half.requesting')
  })

  it('tells the callback when the token is rejected, under kick too', () => {
    given('kick', [rejected(4)])
      .when(demanded(5))
      .then([{ type: 'refresh.requested', attempt: 1, stage: 'demand', isExpired: true }], 'valid.requesting')
  })
})
