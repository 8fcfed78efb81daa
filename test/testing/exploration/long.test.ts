import { describe, expect, it } from 'vitest'
import { createTokenMachine } from '../../../src/machines/token-machine.ts'
import { explore, machineDecider, modelDecider } from '../../../src/testing/index.ts'
import { compiled } from './deciders.ts'

// Minutes of work: `npm run test:long`. What the other tests do is done in every run.
const isLong = process.env['HALFLIFE_LONG'] === '1'
const machine = compiled(createTokenMachine)
const combinations = (['stay', 'kick'] as const).flatMap((policy) =>
  (['allow', 'join'] as const).map((overlap) => ({ policy, overlap })),
)
const whole = { isClosed: true, isExact: true, findings: [], missedRows: [] }

describe.each(isLong ? combinations : [])(
  'under $policy, overlap $overlap, at length',
  { timeout: 900_000 },
  (combination) => {
    it('decides by the table whatever the host tells it, also while something is due', () => {
      const found = explore(machine, { ...combination, host: 'late', against: [modelDecider] })
      expect(found).toMatchObject({ ...whole, depth: 10 })
    })

    it('decides every step as XState does', () => {
      const found = explore(machineDecider, { ...combination, against: [machine], witnesses: 0 })
      expect(found).toMatchObject({ ...whole, depth: 7 })
    })

    it('does not depend on the history: twelve others into each state, and 200 000 moves at random', () => {
      const found = explore(machine, {
        ...combination,
        against: [modelDecider],
        witnesses: 12,
        randomMoves: 200_000,
      })
      expect(found).toMatchObject({ ...whole, depth: 7 })
    })
  },
)

describe('a host that tells anything at any time', () => {
  it('gets the answers of the table, also while something is due', () => {
    const found = explore(machine, { policy: 'kick', host: 'late', depth: 4, witnesses: 0 })
    expect(found.findings).toEqual([])
    expect(found.missedRows).toEqual([])
    expect(found.states).toBeGreaterThan(500)
  })
})
