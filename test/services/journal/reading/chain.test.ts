import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { firstPrev, hashedText, hashOf } from 'halflife'
import { traces } from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { chained, recorded } from '../recorded.ts'

describe('the hash of a record', () => {
  it('is SHA-256 over the canonical JSON of what is stored, without the hash itself', () =>
    fc.assert(
      fc.asyncProperty(traces(fc, { maxLength: 8 }), async (trace) => {
        let last = firstPrev
        for (const record of await chained(recorded(trace))) {
          const { hash, ...rest } = record
          expect(rest.prev).toBe(last)
          expect(hash).toBe(
            createHash('sha256')
              .update(String(canonicalize(rest)))
              .digest('hex'),
          )
          last = String(hash)
        }
      }),
      { numRuns: 30 },
    ))

  it('does not depend on a hash or a position that the record already has', async () => {
    const [record] = recorded({
      policy: 'stay',
      input: { token: { issuedAtMs: 0, expiresAtMs: 4 }, atMs: 0 },
      entries: [],
    })
    if (!record) throw new Error('there is a first record')
    const read = { ...record, prev: 'another', hash: 'of its own', position: '7' }
    expect(hashedText(read, firstPrev)).toBe(hashedText(record, firstPrev))
    expect(await hashOf(read, firstPrev)).toBe(await hashOf(record, firstPrev))
    expect(await hashOf(read, '1'.repeat(64))).not.toBe(await hashOf(record, firstPrev))
  })

  it('is 64 zeros before the first', () => expect(firstPrev).toMatch(/^0{64}$/))
})
