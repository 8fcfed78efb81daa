import { describe, expect, it } from 'vitest'
import { whyKicked } from '../../src/cli/demo/why-kicked.ts'
import { due, failed, joined, recordsOf, succeeded, zeroMs } from './records.ts'

describe('why a participant was kicked, from its journal alone', () => {
  it('tells of each attempt to replace the token: when, why, and what became of it', () => {
    const records = recordsOf('kick', [
      [0.1, joined],
      [5, due],
      [5.2, succeeded(1, 5.2)],
      [10.2, due],
      [10.3, failed(2, { name: 'AuthServerError', code: 'UNREACHABLE' })],
      [12.7, due],
      [12.9, { type: 'refresh.failed', attempt: 3, reason: 'timed-out' }],
      [15.2, due],
    ])
    expect(whyKicked(records, { who: 'Alice' })).toBe(
      'Alice was kicked at 15.2 s: its token ended while it was in a conference. ' +
        'Token 1, which attempt 1 had brought at 5.2 s, lived 10 s and ended at 15.2 s. ' +
        'Two attempts were made to replace it: ' +
        'attempt 2, at one half of its life (at 10.2 s), failed because the callback threw AuthServerError (UNREACHABLE); ' +
        'attempt 3, at three quarters of its life (at 12.7 s), failed because the callback gave no answer in time. ' +
        'Its policy is kick: without a living token there is no place in the conference, ' +
        'and the callback is not asked again.',
    )
  })

  it('does not tell of attempts that were none: who slept past every point made none', () => {
    const answer = whyKicked(
      recordsOf('kick', [
        [0.1, joined],
        [60, due],
      ]),
    )
    expect(answer).toContain('room-7/alice was kicked at 60.0 s')
    expect(answer).toContain('Token 0, with which the session opened, lived 10 s and ended at 10.0 s.')
    expect(answer).toContain('No attempt was made to replace it.')
  })

  it('says of an attempt without an answer that it had none', () => {
    const answer = whyKicked(
      recordsOf('kick', [
        [0.1, joined],
        [5, due],
        [10, due],
      ]),
    )
    expect(answer).toContain(
      'One attempt was made to replace it: attempt 1, at one half of its life (at 5.0 s), had no answer',
    )
  })

  it('says of a token that came dead that it was of no use', () => {
    const dead = {
      type: 'refresh.succeeded',
      attempt: 1,
      token: { issuedAtMs: zeroMs, expiresAtMs: zeroMs + 1 },
    } as const
    const answer = whyKicked(
      recordsOf('kick', [
        [0.1, joined],
        [5, due],
        [6, dead],
        [10, due],
      ]),
    )
    expect(answer).toContain(
      'attempt 1, at one half of its life (at 5.0 s), brought a token that was of no use (expired)',
    )
  })

  it('says of an attempt that a restart cut off that it was lost', () => {
    const resumed = { type: 'session.resumed', attempt: 1 } as const
    const answer = whyKicked(
      recordsOf('kick', [
        [0.1, joined],
        [5, due],
        [6, resumed],
        [10, due],
      ]),
    )
    expect(answer).toContain('attempt 1, at one half of its life (at 5.0 s), was lost in a restart')
    expect(answer).toContain('attempt 2, at one half of its life (at 6.0 s), had no answer by then')
  })

  it('names the platform, if it was the platform', () => {
    const answer = whyKicked(
      recordsOf('kick', [
        [0.1, joined],
        [3, { type: 'conference.ejected' }],
      ]),
    )
    expect(answer).toContain('at 3.0 s: the platform had put it out of the conference.')
    expect(answer).toContain('whoever is put out stays out')
  })

  it('names the joining, if the token had expired before it', () => {
    const answer = whyKicked(
      recordsOf('kick', [
        [10, due],
        [11, failed(1)],
        [12, joined],
      ]),
    )
    expect(answer).toContain('it joined a conference with a token that had expired')
    expect(answer).toContain('attempt 1, at its end (at 10.0 s), failed because the callback threw an error')
  })

  it('names the last hope, if it joined while that was open', () => {
    const answer = whyKicked(
      recordsOf('kick', [
        [10, due],
        [11, joined],
        [12, failed(1, { name: 'Error', status: 503 })],
      ]),
    )
    expect(answer).toContain(
      'at 12.0 s: it was in a conference with a token that had expired, and the last attempt',
    )
    expect(answer).toContain('threw Error (503)')
  })

  it('says so, if nobody was kicked', () => {
    expect(
      whyKicked(
        recordsOf('stay', [
          [0.1, joined],
          [10, due],
        ]),
      ),
    ).toBe('room-7/alice was not kicked, as far as its journal goes.')
    expect(whyKicked([])).toBe('The participant was not kicked, as far as its journal goes.')
  })
})
