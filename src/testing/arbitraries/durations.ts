import type { Arbitrary } from 'fast-check'
import type { FastCheck } from './fast-check.ts'

const secondMs = 1000
const hourMs = 3600 * secondMs
const yearMs = 365 * 24 * hourMs

/** The longest life of a token that is tried: ten years, ms. */
export const longestTtlMs = 10 * yearMs

/**
 * How long a token lives, ms: 1 ms to ten years, most of them minutes and hours, many so short that the
 * points fall together.
 */
export function ttls(
  fc: FastCheck,
  { multipleOf = 1 }: { readonly multipleOf?: number } = {},
): Arbitrary<number> {
  const range = (weight: number, min: number, max: number) => ({
    weight,
    arbitrary: fc.integer({ min: Math.ceil(min / multipleOf), max: Math.floor(max / multipleOf) || 1 }),
  })
  return fc
    .oneof(
      range(3, 1, 9),
      range(2, 10, secondMs),
      range(4, secondMs, hourMs),
      range(3, hourMs, 24 * hourMs),
      range(1, 24 * hourMs, yearMs),
      range(1, yearMs, longestTtlMs),
    )
    .map((n) => n * multipleOf)
}

/** How long nothing happens, ms: mostly short, up to a sleep of thirty days. */
export function pauses(fc: FastCheck): Arbitrary<number> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 9 }) },
    { weight: 3, arbitrary: fc.integer({ min: 10, max: 60 * secondMs }) },
    { weight: 2, arbitrary: fc.integer({ min: 60 * secondMs, max: 24 * hourMs }) },
    { weight: 1, arbitrary: fc.integer({ min: 24 * hourMs, max: 30 * 24 * hourMs }) },
  )
}
