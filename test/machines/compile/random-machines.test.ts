import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runBeside } from './beside-xstate.ts'
import { randomCases } from './random-machines.ts'

const isLong = process.env['HALFLIFE_LONG'] === '1'

describe('a compiled machine does exactly what transition() does', () => {
  it('for machines made at random', { timeout: isLong ? 1_800_000 : 120_000 }, () => {
    const seen = new Map<string, number>()
    const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1)
    let machines = 0
    fc.assert(
      fc.property(randomCases, ({ machine, input, events }) => {
        if (++machines % 500 === 0) process.stderr.write(`${machines} machines\n`)
        try {
          for (const { state, effects } of runBeside(machine, input, events)) {
            count(Object.keys(state.context as object).length > 24 ? 'many keys' : 'few keys')
            count(state.status)
            for (const { type } of effects) count(type)
          }
        } catch (error) {
          // A machine that never rests says so in both forms; there is nothing more to compare.
          if (!/Infinite loop/.test((error as Error).message)) throw error
          count('never rests')
        }
      }),
      { numRuns: isLong ? 10_000 : 400 },
    )
    // What is never seen is not tested.
    for (const what of ['active', 'done', 'emit', 'start', 'stop', 'send', 'action', 'few keys', 'many keys'])
      expect(seen.get(what) ?? 0, what).toBeGreaterThan(machines / 4)
    expect(seen.get('never rests') ?? 0).toBeLessThan(machines / 4)
  })
})
