import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { machineDecider, modelDecider as model, type Plan, plans, play } from '../../src/testing/index.ts'

/** The model decides what happens; the machine is told the same, and must decide the same. */
function agree(plan: Plan): void {
  let expected = model.initial(plan)
  let actual = machineDecider.initial(plan)
  const look = () => {
    const { failures, rejectedInARow } = actual.snapshot.context
    return {
      machine: {
        path: machineDecider.path(actual),
        due: machineDecider.nextDeadlineMs(actual),
        failures,
        rejectedInARow,
      },
      model: {
        path: model.path(expected),
        due: model.nextDeadlineMs(expected),
        failures: expected.failures,
        rejectedInARow: expected.rejectedInARow,
      },
    }
  }
  for (const { event, facts } of play(model, plan).entries) {
    expected = model.decide(expected, event).state
    const decided = machineDecider.decide(actual, event)
    actual = decided.state
    const seen = look()
    const machineSaw = { ...seen.machine, facts: decided.facts }
    const modelSaw = { ...seen.model, facts }
    // Comparing is much cheaper than explaining.
    if (!isDeepStrictEqual(machineSaw, modelSaw))
      expect({ event, ...machineSaw }).toStrictEqual({ event, ...modelSaw })
  }
}

describe('the machine and an independent model of the table', () => {
  for (const policy of ['stay', 'kick'] as const) {
    for (const overlap of ['allow', 'join'] as const) {
      it(`agree in state, facts, next deadline and counts: ${policy}, overlap ${overlap}`, () =>
        fc.assert(fc.property(plans(fc, { policy, overlap }), agree), { numRuns: 400 }))
    }
  }
})
