import { describe, it } from 'vitest'
import { given } from '../../src/testing/index.ts'
import { deadline, demanded, failed, life, rejected, succeeded, supplied } from '../properties/say.ts'

// A token of one minute, from 0: its points are 30 000, 45 000 and 60 000.

const tokenRejected = { type: 'token.rejected', generation: 0 } as const
const tokenExpired = { type: 'token.expired', generation: 0 } as const

describe('a rejection under stay', () => {
  it('of the current token expires it, and makes an attempt', () => {
    given('stay', [])
      .when(rejected(10_000))
      .then(
        [
          tokenRejected,
          tokenExpired,
          { type: 'refresh.requested', attempt: 1, stage: 'rejection', isExpired: true },
        ],
        'expired.requesting',
      )
  })

  it('while an attempt is in flight makes no second call', () => {
    given('stay', [deadline(30_000)])
      .when(rejected(30_001))
      .then([tokenRejected, tokenExpired], 'expired.requesting')
  })

  it('of a token that has ended says only that it was rejected', () => {
    given('stay', [deadline(60_000), failed(60_001, 1)])
      .when(rejected(60_002))
      .then(
        [tokenRejected, { type: 'refresh.requested', attempt: 2, stage: 'rejection', isExpired: true }],
        'expired.requesting',
      )
  })

  it('said again after a failure makes a call, and says nothing twice', () => {
    given('stay', [rejected(10_000), failed(10_100, 1)])
      .when(rejected(10_200))
      .then(
        [{ type: 'refresh.requested', attempt: 2, stage: 'rejection', isExpired: true }],
        'expired.requesting',
      )
  })

  it('in a backoff waits for the retry', () => {
    given('stay', [demanded(1), failed(2, 1, { retryAtMs: 1000 })])
      .when(rejected(999))
      .then([tokenRejected, tokenExpired], 'expired.idle')
    given('stay', [demanded(1), failed(2, 1, { retryAtMs: 1000 }), rejected(999)])
      .when(deadline(1000))
      .then(
        [{ type: 'refresh.requested', attempt: 2, stage: 'retry', isExpired: true }],
        'expired.requesting',
      )
  })

  it('of a token that was to be quiet waits for the end of the quiet time', () => {
    const renewed = [demanded(1), succeeded(2, 1, life(2, 60_002), { quietUntilMs: 5000 })]
    given('stay', renewed)
      .when(rejected(4999, 1))
      .then(
        [
          { type: 'token.rejected', generation: 1 },
          { type: 'token.expired', generation: 1 },
        ],
        'expired.idle',
      )
    given('stay', [...renewed, rejected(4999, 1)])
      .when(deadline(5000))
      .then(
        [{ type: 'refresh.requested', attempt: 2, stage: 'retry', isExpired: true }],
        'expired.requesting',
      )
  })

  it('before 1970 waits for nothing either: no time is no moment', () => {
    given('stay', [], { token: life(-60_000, 0), atMs: -60_000 })
      .when(rejected(-50_000))
      .then(
        [
          tokenRejected,
          tokenExpired,
          { type: 'refresh.requested', attempt: 1, stage: 'rejection', isExpired: true },
        ],
        'expired.requesting',
      )
  })

  it('after the quiet time makes a call at once', () => {
    given('stay', [demanded(1), succeeded(2, 1, life(2, 60_002), { quietUntilMs: 5000 })])
      .when(rejected(5000, 1))
      .then(
        [
          { type: 'token.rejected', generation: 1 },
          { type: 'token.expired', generation: 1 },
          { type: 'refresh.requested', attempt: 2, stage: 'rejection', isExpired: true },
        ],
        'expired.requesting',
      )
  })

  it('a retry before the end of the quiet time comes first', () => {
    const backingOff = [
      demanded(1),
      succeeded(2, 1, life(2, 60_002), { quietUntilMs: 5000 }),
      demanded(3),
      failed(4, 2, { retryAtMs: 1000 }),
    ]
    given('stay', [...backingOff, rejected(5, 1)])
      .when(deadline(1000))
      .then(
        [{ type: 'refresh.requested', attempt: 3, stage: 'retry', isExpired: true }],
        'expired.requesting',
      )
  })
})

describe('a rejection under kick', () => {
  it('is remembered, and calls nobody', () => {
    given('kick', []).when(rejected(10_000)).then([tokenRejected], 'valid.idle')
  })

  it('is told to the next attempt', () => {
    given('kick', [rejected(10_000)])
      .when(deadline(30_000))
      .then(
        [{ type: 'refresh.requested', attempt: 1, stage: 'half', isExpired: true }],
        'refreshing-half.requesting',
      )
  })

  it('counts once a generation', () => {
    given('kick', [rejected(10_000)])
      .when(rejected(10_001))
      .then([], 'valid.idle')
  })
})

describe('a rejection of another generation', () => {
  for (const policy of ['stay', 'kick'] as const) {
    it(`costs nothing: ${policy}`, () => {
      given(policy, [supplied(10_000, life(10_000, 70_000))])
        .when(rejected(10_001, 0))
        .then([], 'valid.idle')
      given(policy, []).when(rejected(10_001, 1)).then([], 'valid.idle')
    })
  }

  it('is forgotten with its generation', () => {
    given('kick', [rejected(1), supplied(2, life(2, 60_002))])
      .when(demanded(3))
      .then(
        [{ type: 'refresh.requested', attempt: 1, stage: 'demand', isExpired: false }],
        'valid.requesting',
      )
  })
})
