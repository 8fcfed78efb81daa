import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ddmin } from '../../../src/testing/simulation/shrink/ddmin.ts'

const without = <T>(list: readonly T[], index: number) => list.filter((_, i) => i !== index)

describe('delta debugging', () => {
  it('leaves what is needed together, and no more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.nat(199), { maxLength: 6 }),
        (length, some) => {
          const needed = [...new Set(some.map((n) => n % length))].sort((a, b) => a - b)
          const list = Array.from({ length }, (_, i) => i)
          expect(ddmin(list, (left) => needed.every((n) => left.includes(n)))).toEqual(needed)
        },
      ),
    )
  })

  it('leaves a part in order that fails, and of which nothing can be left out, whatever it is that fails', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 30 }), fc.nat(60), fc.nat(3), (list, sum, twos) => {
        // Not monotonous: more can mean that it does not fail.
        const fails = (left: readonly number[]) =>
          left.reduce((a, b) => a + b, 0) >= sum && left.filter((n) => n === 2).length % 4 >= twos % 4
        const left = ddmin(list, fails)
        if (!fails(list)) return left === list
        expect(fails(left)).toBe(true)
        let at = 0
        for (const one of list) if (one === left[at]) at++
        expect(at).toBe(left.length)
        return left.every((_, i) => !fails(without(left, i)))
      }),
    )
  })

  it('asks little: of 3000 lines two are found in fewer than 200 questions', () => {
    const list = Array.from({ length: 3000 }, (_, i) => i)
    let asked = 0
    ddmin(list, (left) => {
      asked++
      return left.includes(17) && left.includes(2900)
    })
    expect(asked).toBeLessThan(200)
  })
})
