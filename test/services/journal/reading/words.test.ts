import type { FailureReason, TokenEvent, TokenFact } from 'halflife'
import { describe, expect, it } from 'vitest'
import { decisionInWords, factInWords } from '../../../../src/services/journal/explain/decision-in-words.ts'
import { failureInWords } from '../../../../src/services/journal/explain/failure-in-words.ts'
import { happeningInWords } from '../../../../src/services/journal/explain/happening-in-words.ts'
import { dayAndTime, momentsOf } from '../../../../src/services/journal/explain/moment-in-words.ts'
import { span } from '../../../../src/services/journal/explain/span.ts'

const at = (atMs: number) => `<${atMs}>`

describe('a length of time is said as people say it', () => {
  it.each([
    [0, '0 ms'],
    [-350, '-350 ms'],
    [999.4, '999 ms'],
    [999.5, '1 s'],
    [12_500, '12.5 s'],
    [99_949, '99.9 s'],
    [99_950, '2 min'],
    [3_599_999, '1 h'],
    [5_400_000, '1 h 30 min'],
    [86_400_000, '1 day'],
    [90_000_000, '1 day 1 h'],
    [176_460_000, '2 days 1 h'],
    [86_460_000, '1 day 1 min'],
  ])('%d ms: %s', (ms, words) => expect(span(ms)).toBe(words))
})

describe('a moment is said with its day, but for those of the day that it is all about', () => {
  const dayMs = Date.UTC(2026, 10, 21, 14, 3, 0, 4)
  it.each([
    [dayMs, '14:03:00.004'],
    [dayMs + 86_400_000, '2026-11-22 14:03:00.004 UTC'],
    [8.64e15 + 1, '8640000000000001 ms'],
    [-8.64e15 - 1, '-8640000000000001 ms'],
    [NaN, 'NaN ms'],
  ])('%d: %s', (ms, words) => expect(momentsOf(dayMs)(ms)).toBe(words))

  it('and those that no calendar has are all said in full', () => {
    expect(momentsOf(9e15)(9e15)).toBe('9000000000000000 ms')
    expect(dayAndTime(8.64e15)).toBe('+275760-09-13 00:00:00.000 UTC')
  })
})

describe('what became of an attempt is said', () => {
  const words: Record<FailureReason, string> = {
    threw: 'threw an error',
    'timed-out': 'gave no answer in time',
    missing: 'gave nothing',
    malformed: 'gave something that is no token',
    'unknown-lifetime': 'gave a token that does not say how long it lives',
    expired: 'gave a token that was dead already',
    unchanged: 'gave the same token again',
    aborted: 'was aborted',
  }
  it.each(Object.entries(words))('%s', (reason, says) =>
    expect(failureInWords({ reason: reason as FailureReason })).toBe(says),
  )

  it('with the name, the code and the status of an error', () => {
    expect(failureInWords({ reason: 'threw', error: { name: 'E' } })).toBe('threw E')
    expect(failureInWords({ reason: 'threw', error: { code: 'C' } })).toBe('threw an error (C)')
    expect(failureInWords({ reason: 'threw', error: { name: 'E', code: 'C', status: 503 } })).toBe(
      'threw E (C, 503)',
    )
  })
})

describe('what happened is said', () => {
  const token = { issuedAtMs: 0, expiresAtMs: 60_000 }
  it.each([
    [
      { type: 'session.opened', input: { token, atMs: 0 } },
      'The session opened with token 0, good for 60 s, until <60000>',
    ],
    [
      { type: 'session.opened', atMs: 60_000, input: { token, atMs: 60_000 } },
      'The session opened with token 0, which had ended at <60000>',
    ],
    [
      { type: 'session.opened', input: { token: { issuedAtMs: 0, expiresAtMs: 0 }, atMs: 0 } },
      'The session opened without a token',
    ],
    [{ type: 'refresh.succeeded', attempt: 3 }, 'Attempt 3 brought a token'],
    [
      { type: 'refresh.failed', attempt: 3, reason: 'missing' },
      'Attempt 3 failed, the callback gave nothing',
    ],
    [{ type: 'refresh.demanded' }, 'The app asked for a new token'],
    [{ type: 'token.supplied' }, 'The app supplied a token'],
    [{ type: 'api.rejected', generation: 2 }, 'The platform rejected token 2'],
    [{ type: 'conference.joined' }, 'The participant joined a conference'],
    [{ type: 'conference.left' }, 'The participant left the conference'],
    [{ type: 'conference.ejected' }, 'The platform put the participant out of the conference'],
    [{ type: 'session.resumed' }, 'The session was resumed after a restart'],
    [{ type: 'session.closed' }, 'The app closed the session'],
  ])('%o', (event, says) => {
    expect(happeningInWords({ record: { event: { atMs: 0, ...event } } } as never, at)).toBe(says)
  })
})

describe('what was decided is said', () => {
  it.each([
    [{ type: 'token.rejected', generation: 1 }, 'token 1 counts as rejected'],
    [{ type: 'token.expired', generation: 1 }, 'token 1 is of no more use'],
    [
      { type: 'refresh.ignored', attempt: 2, why: 'superseded' },
      'the answer to attempt 2 is ignored (superseded)',
    ],
    [{ type: 'participant.kicked', generation: 1 }, 'the participant is kicked'],
    [
      { type: 'token.adopted', generation: 1, issuedAtMs: 0, expiresAtMs: 60_000 },
      'token 1 is in use, good for 60 s, until <60000>',
    ],
    [
      { type: 'refresh.requested', attempt: 2, stage: 'half', isExpired: false },
      'attempt 2 is made at one half of its life',
    ],
  ])('%o', (fact, says) => expect(factInWords({ atMs: 0, ...fact } as TokenFact, at)).toBe(says))

  it.each([
    ['valid.requesting', { type: 'refresh.demanded' }, 'the attempt in flight is shared'],
    ['valid.idle', { type: 'refresh.demanded' }, ''],
    ['valid.idle', { type: 'api.rejected', generation: 0 }, 'it makes no difference'],
    ['expired.idle', { type: 'refresh.failed', retryAtMs: 7 }, 'the next try is due at <7>'],
    ['expired.idle', { type: 'refresh.failed' }, 'it waits to be asked'],
    ['valid.idle', { type: 'refresh.failed' }, 'it waits for the next point'],
    ['valid.idle', { type: 'conference.joined' }, ''],
  ])('nothing, in %s, after %o', (state, event, says) => {
    expect(decisionInWords({ state, facts: [], event: event as TokenEvent }, at)).toBe(says)
  })

  it('all of it, where it is more than one thing', () => {
    const facts = ['token.rejected', 'token.expired'].map((type) => ({ type, atMs: 0, generation: 0 }))
    expect(decisionInWords({ state: 'expired.idle', facts: facts as never, event: {} as never }, at)).toBe(
      'token 0 counts as rejected, and token 0 is of no more use',
    )
  })
})
