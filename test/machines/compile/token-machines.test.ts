import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kickMachine, stayMachine } from '../../../src/index.ts'
import { machineOf } from '../../../src/machines/facts-only.ts'
import { histories } from '../../../src/testing/index.ts'
import { runBeside } from './beside-xstate.ts'

const forms = {
  'as it is embedded': { stay: stayMachine, kick: kickMachine },
  'as sessions and replay run it': machineOf,
}

describe('the compiled token machine decides as XState does, in state, context, facts and effects', () => {
  for (const [form, machines] of Object.entries(forms)) {
    for (const policy of ['stay', 'kick'] as const) {
      it(`${policy}, ${form}`, () =>
        fc.assert(
          fc.property(histories(fc, { policy }), fc.nat({ max: 3 }), ({ input, events }, more) => {
            const last = events.at(-1)
            // Nothing follows a kick in a legal history; here it does.
            const beyond = last ? Array.from({ length: more }, () => last) : []
            const steps = runBeside(machines[policy], input, [...events, ...beyond])
            expect(steps).toHaveLength(1 + events.length + more * (last ? 1 : 0))
          }),
          { numRuns: 60 },
        ))
    }
  }
})
