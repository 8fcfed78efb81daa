import { describe, expect, it } from 'vitest'
import { recordLine } from '../../src/cli/words/record-line.ts'
import { span } from '../../src/services/journal/explain/span.ts'
import { due, failed, joined, recordsOf, succeeded, zeroMs } from './records.ts'

describe('a journal in words', () => {
  it('has one line for each record: when, what happened, what was decided', () => {
    const records = recordsOf('stay', [
      [0.1, joined],
      [5, due],
      [5.2, failed(1, { name: 'TypeError' })],
      [7.5, due],
      [7.6, { type: 'refresh.demanded' }],
      [8, failed(2, { name: 'Error', code: 'ECONNRESET', status: 503 })],
      [10, due],
      [10.1, { type: 'refresh.failed', attempt: 3, reason: 'timed-out', retryAtMs: zeroMs + 11_100 }],
      [11.1, due],
      [11.2, succeeded(4, 11.2)],
      [11.3, succeeded(2, 11.3)],
      [11.4, { type: 'api.rejected', generation: 0 }],
      [11.5, { type: 'api.rejected', generation: 1 }],
      [12, { type: 'session.resumed', attempt: 5 }],
      [12.1, { type: 'token.supplied', token: succeeded(1, 12.1).token }],
      [12.2, { type: 'refresh.demanded' }],
      [13, { type: 'conference.left' }],
      [14, { type: 'conference.ejected' }],
      [15, due],
    ])
    expect(`\n${records.map((record) => recordLine(record, zeroMs)).join('\n')}\n`).toMatchInlineSnapshot(`
      "
         0.00  opened with a token of 10 s
         0.10  joined the conference
         5.00  half of its life is over            → asks (attempt 1)
         5.20  attempt 1 failed: TypeError         → waits for the next point
         7.50  three quarters of its life are over → asks (attempt 2)
         7.60  the app wants a new token           → shares the attempt in flight
         8.00  attempt 2 failed: 503               → waits for the next point
        10.00  its end has come                    → token 0 expired, asks (attempt 3)
        10.10  attempt 3 failed: timed-out         → tries again in 1 s
        11.10  it is time to try again             → asks (attempt 4)
        11.20  attempt 4 brought a token           → takes token 1, good for 10 s
        11.30  attempt 2 brought a token           → attempt 2 ignored: superseded
        11.40  the platform rejected token 0       → takes no notice
        11.50  the platform rejected token 1       → token 1 rejected, token 1 expired, asks (attempt 5)
        12.00  resumed after a restart             → asks (attempt 6)
        12.10  the app has a token from elsewhere  → takes token 2, good for 10 s
        12.20  the app wants a new token           → asks (attempt 7)
        13.00  left the conference
        14.00  the platform put it out
        15.00  somebody looked at the time
      "
    `)
  })

  it('ends where the participant was kicked', () => {
    const records = recordsOf('kick', [
      [1, joined],
      [2, { type: 'api.rejected', generation: 0 }],
      [10, due],
    ])
    expect(`\n${records.map((record) => recordLine(record, zeroMs)).join('\n')}\n`).toMatchInlineSnapshot(`
      "
         0.00  opened with a token of 10 s
         1.00  joined the conference
         2.00  the platform rejected token 0       → token 0 rejected
        10.00  its end has come                    → token 0 expired, kicked
      "
    `)
  })
})

describe('a length of time', () => {
  it.each([
    [0, '0 ms'],
    [350, '350 ms'],
    [999.6, '1 s'],
    [2_000, '2 s'],
    [12_549, '12.5 s'],
    [99_949, '99.9 s'],
    [99_950, '2 min'],
    [5_400_000, '1 h 30 min'],
    [86_400_000, '1 day'],
    [3 * 86_400_000 + 3_600_000 + 60_000, '3 days 1 h'],
    [-2_000, '-2 s'],
  ])('%d ms is %s', (ms, words) => expect(span(ms)).toBe(words))
})
