import type { Arbitrary } from 'fast-check'
import { machineDecider } from '../deciders/machine-decider.ts'
import { play } from '../plans/play.ts'
import type { History, Trace } from '../traces/trace.ts'
import type { FastCheck } from './fast-check.ts'
import { type PlanOptions, plans } from './plans.ts'

/** What may happen to a session of the token machine, with what the machine makes of it. */
export function traces(fc: FastCheck, options: PlanOptions = {}): Arbitrary<Trace> {
  return plans(fc, options).map((plan) => play(machineDecider, plan))
}

/**
 * Legal histories of both policies: time never runs back, no deadline that is due is passed over, every event
 * is well formed, and nothing follows a kick. They aim at the points.
 *
 * @example fc.assert(fc.property(histories(fc, { policy: 'kick' }), (history) => myPropertyHolds(history)))
 */
export function histories(fc: FastCheck, options: PlanOptions = {}): Arbitrary<History> {
  return traces(fc, options).map(({ policy, input, entries }) => ({
    policy,
    input,
    events: entries.map(({ event }) => event),
  }))
}
