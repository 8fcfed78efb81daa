import { describe, expect, it } from 'vitest'
import { AnswerClock } from '../../../src/services/refresh/answer-clock.ts'

const nowMs = 5_000_000
const wallMs = 1_800_000_000_000

/** A token that ends so long from now by the wall clock, and was issued so long before that. */
const ends = (inMs: number, ttlMs: number) => {
  const expMs = wallMs + inMs
  return { value: 'x', expMs, iatMs: expMs - ttlMs, ttlMs }
}

describe('an answer', () => {
  it('that ends at this very moment by a clock that is ahead lives as long as it claims', () => {
    const token = ends(0, 60_000)
    const life = { issuedAtMs: nowMs, expiresAtMs: nowMs + 60_000, claimedExpMs: wallMs }
    expect(new AnswerClock().place(token, nowMs, wallMs, wallMs)).toEqual({ life, aheadMs: 60_000 })
  })

  it('that ends at this very moment, and does not say when it was issued, died on its way', () => {
    expect(new AnswerClock().place({ value: 'x', expMs: wallMs }, nowMs, wallMs, wallMs)).toBeUndefined()
  })

  it('that has a millisecond left, lives so long', () => {
    const placed = new AnswerClock().place({ value: 'x', expMs: wallMs + 1 }, nowMs, wallMs, wallMs)
    const life = { issuedAtMs: nowMs, expiresAtMs: nowMs + 1, claimedExpMs: wallMs + 1 }
    expect(placed).toEqual({ life })
  })

  it('that says its life only claims no end', () => {
    const placed = new AnswerClock().place({ value: 'x', ttlMs: 60_000 }, nowMs, wallMs, wallMs)
    expect(placed).toEqual({ life: { issuedAtMs: nowMs, expiresAtMs: nowMs + 60_000 } })
  })
})
