import fc from 'fast-check'
import { LeakDetector } from 'halflife/testing'
import { expect, it } from 'vitest'

const letters = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'abcdefgh.'), minLength, maxLength })

it('finds 16 characters in a row of a token wherever they are, and no fewer, as a plain search does', () => {
  const seen = { leaks: 0, none: 0 }
  const cases = fc.record({
    token: letters(16, 70).filter((text) => text.split('.').length !== 3),
    from: fc.nat(30),
    length: fc.integer({ min: 14, max: 20 }),
    before: letters(0, 20),
    after: letters(0, 20),
  })
  fc.assert(
    fc.property(cases, ({ token, from, length, before, after }) => {
      const text = before + token.slice(from, from + length) + after
      const windows = Array.from({ length: token.length - 15 }, (_, at) => token.slice(at, at + 16))
      const isLeak = windows.some((window) => text.includes(window))
      const found = new LeakDetector([token]).find(text)
      expect(found !== undefined).toBe(isLeak)
      if (found !== undefined) expect(text.includes(found) && windows.includes(found)).toBe(true)
      seen[isLeak ? 'leaks' : 'none']++
    }),
    { numRuns: 500, seed: 42 },
  )
  expect(Math.min(seen.leaks, seen.none)).toBeGreaterThan(50)
})
