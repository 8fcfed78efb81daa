import { describe, it } from 'vitest'
import { given } from '../../src/testing/index.ts'
import { deadline, demanded, ejected, failed, joined, left, rejected, resumed } from '../properties/say.ts'

// A token of one minute, from 0: its points are 30 000, 45 000 and 60 000.

const kicked = { type: 'participant.kicked', generation: 0 } as const

describe('a conference', () => {
  it('joined under kick is remembered', () => {
    given('kick', []).when(joined(1)).then([], 'valid.idle')
    given('kick', [joined(1)])
      .when(deadline(60_000))
      .then([{ type: 'token.expired', generation: 0 }, kicked], 'kicked')
  })

  it('joined under kick with an expired token is kicked out of at once', () => {
    given('kick', [deadline(60_000), failed(60_001, 1)])
      .when(joined(60_002))
      .then([kicked], 'kicked')
  })

  it('joined under kick while an expired token is refreshed waits for the answer', () => {
    given('kick', [deadline(60_000)])
      .when(joined(60_002))
      .then([], 'expired.requesting')
  })

  it('joined under stay with an expired token is joined', () => {
    given('stay', [deadline(60_000), failed(60_001, 1)])
      .when(joined(60_002))
      .then([], 'expired.idle')
  })

  it('left is remembered', () => {
    given('kick', [joined(1)])
      .when(left(2))
      .then([], 'valid.idle')
    given('kick', [joined(1), left(2), deadline(60_000)])
      .when(failed(60_001, 1))
      .then([], 'expired.idle')
  })

  it('ejected from under kick is the end', () => {
    given('kick', [joined(1), demanded(2)])
      .when(ejected(3))
      .then([kicked], 'kicked')
  })

  it('ejected from under stay is left', () => {
    given('stay', [joined(1), demanded(2)])
      .when(ejected(3))
      .then([], 'valid.requesting')
  })
})

describe('a restart', () => {
  it('makes a lost attempt again: of its stage, in the same state', () => {
    given('stay', [deadline(30_000)])
      .when(resumed(40_000, 1))
      .then(
        [{ type: 'refresh.requested', attempt: 2, stage: 'half', isExpired: false }],
        'refreshing-half.requesting',
      )
  })

  it('tells the truth of its own time', () => {
    given('stay', [deadline(30_000), rejected(30_001)])
      .when(resumed(40_000, 1))
      .then([{ type: 'refresh.requested', attempt: 2, stage: 'half', isExpired: true }], 'expired.requesting')
  })

  it('leaves alone an attempt that is newer than the lost ones', () => {
    given('stay', [deadline(30_000), deadline(45_000)])
      .when(resumed(45_000, 1))
      .then([], 'refreshing-three-quarter.requesting')
  })

  it('makes nothing where nothing was in flight', () => {
    given('stay', [deadline(30_000), failed(30_001, 1)])
      .when(resumed(40_000, 1))
      .then([], 'refreshing-half.idle')
  })
})
