import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { histories, machineDecider, metamorphic, modelDecider } from '../../src/testing/index.ts'

const runs = { numRuns: 120 }

for (const [name, relations] of [
  ['the machine', metamorphic(machineDecider)],
  ['the model', metamorphic(modelDecider)],
] as const) {
  describe(name, () => {
    it('knows no absolute time: all times shifted give the same trace, shifted', () =>
      fc.assert(
        fc.property(
          histories(fc),
          fc.integer({ min: -1_700_000_000_000, max: 4_000_000_000_000 }),
          (history, byMs) => void expect(relations.shift(history, byMs)).toBeUndefined(),
        ),
        runs,
      ))

    it('knows no unit of time: all times scaled give the same trace, scaled', () =>
      fc.assert(
        fc.property(
          histories(fc, { ttlMultipleOf: 4 }),
          fc.integer({ min: 2, max: 1000 }),
          (history, by) => void expect(relations.scale(history, by)).toBeUndefined(),
        ),
        runs,
      ))

    it('decides the same under both policies, until an end, a rejection or an ejection', () =>
      fc.assert(
        fc.property(histories(fc), (history) => void expect(relations.stayOrKick(history)).toBeUndefined()),
        runs,
      ))
  })
}
