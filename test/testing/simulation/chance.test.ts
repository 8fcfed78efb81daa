import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Chance } from '../../../src/testing/index.ts'

const draws = (chance: Chance, n = 20) => Array.from({ length: n }, () => chance.below(1_000_000))

describe('chance from a seed', () => {
  it('draws the same on any machine: these were drawn once, and stay', () => {
    const chance = new Chance(42, 'life', 7)
    expect(Array.from({ length: 8 }, () => chance.below(2 ** 32))).toEqual([
      2048633400, 699998243, 2432025596, 361005169, 665446638, 2984409825, 3281319174, 4136445914,
    ])
    expect(Array.from({ length: 3 }, () => chance.below(2 ** 53))).toEqual([
      7136118481348576, 535600506564185, 7899537419056408,
    ])
  })

  it('is another for another seed or label, and for the same labels cut elsewhere', () => {
    const all = [
      new Chance(1),
      new Chance(2),
      new Chance(1, 'a'),
      new Chance(1, 'ab', 'c'),
      new Chance(1, 'a', 'bc'),
      new Chance(1, 1),
      new Chance(1, '1'),
      new Chance(1, 'a').fork('b'),
    ].map((chance) => String(draws(chance)))
    expect(new Set(all).size).toBe(all.length)
  })

  it('forks do not depend on what was drawn', () => {
    const chance = new Chance(5, 'a')
    const before = draws(chance.fork('b'))
    draws(chance)
    expect(draws(chance.fork('b'))).toEqual(before)
    expect(draws(new Chance(5, 'a', 'b'))).toEqual(before)
  })

  it('stays within its bounds, and reaches both', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 2 ** 53 - 1 }), (seed, n) => {
        const drawn = new Chance(seed).below(n)
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < n).toBe(true)
      }),
    )
    const chance = new Chance(3)
    expect(new Set(Array.from({ length: 200 }, () => chance.between(-1, 1)))).toEqual(new Set([-1, 0, 1]))
  })

  it('weighs', () => {
    const chance = new Chance(9)
    const drawn = Array.from({ length: 4000 }, () =>
      chance.weighted([
        [3, 'often'],
        [0, 'never'],
        [1, 'seldom'],
      ]),
    )
    const count = (what: string) => drawn.filter((one) => one === what).length
    expect(count('never')).toBe(0)
    expect(count('often') / count('seldom')).toBeGreaterThan(2.5)
    expect(count('often') / count('seldom')).toBeLessThan(3.5)
  })

  it('has nothing to pick from an empty list', () => {
    expect(() => new Chance(1).pick([])).toThrow(RangeError)
    expect(() => new Chance(1).weighted([[0, 'a']])).toThrow(RangeError)
  })
})
