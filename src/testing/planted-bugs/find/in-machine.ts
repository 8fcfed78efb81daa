import type { FastCheck } from '../../arbitraries/fast-check.ts'
import { plans } from '../../arbitraries/plans.ts'
import { breachIn } from '../../deciders/check/breaches.ts'
import { trace } from '../../deciders/decider.ts'
import { modelDecider } from '../../deciders/model/model.ts'
import { invariants } from '../../invariants/index.ts'
import { play } from '../../plans/play.ts'
import { compiledDecider } from '../../simulation/core/compiled-decider.ts'
import type { History, Trace } from '../../traces/trace.ts'
import { exactSpan } from '../../words/exact-span.ts'
import { traceInWords } from '../../words/trace-in-words.ts'
import type { MachineBug } from '../planted-bug.ts'
import { type Breach, findBreach } from './breach.ts'

/**
 * Tells machines legal histories, as a host of the real machine would live them, and checks one promise on what they
 * make of them.
 */
export async function breachInMachine(
  fc: FastCheck,
  { createTokenMachine, decider, breaks }: Pick<MachineBug, 'createTokenMachine' | 'decider' | 'breaks'>,
  seed: number,
): Promise<Breach | undefined> {
  // The search goes over tables, which decide as the machines do, a hundred times faster.
  const fast = compiledDecider(createTokenMachine)
  const cases = plans(fc, { maxLength: 16, neverMade: false }).map((plan) =>
    historyOf(play(modelDecider, plan)),
  )
  let shortest: History | undefined
  await findBreach(
    fc,
    cases,
    (history) => {
      const found = lookFor(breaks, trace(fast, history))
      shortest = found ? history : shortest
      return found && { how: found.how, history: [] }
    },
    { seed, numRuns: 1000 },
  )
  if (!shortest) return undefined
  const told = trace(decider, shortest)
  const found = lookFor(breaks, told)
  return found && { how: timesSince(told.input.atMs, found.how), history: traceInWords(told, found.index) }
}

const historyOf = ({ policy, input, entries }: Trace): History => ({
  policy,
  input,
  events: entries.map(({ event }) => event),
})

function lookFor(promise: MachineBug['breaks'], told: Trace): { index: number; how: string } | undefined {
  if (promise !== 'rehydration-is-sleep') return breachIn(promise, { trace: told })
  if (!told.entries.some(({ event }) => event.type === 'session.resumed')) return undefined
  const violation = invariants[promise](told)
  return violation && { index: violation.index, how: violation.message }
}

/** A message with its times counted from the opening. */
const timesSince = (openedAtMs: number, message: string) =>
  message.replaceAll(/\d{13,}/g, (atMs) => exactSpan(Math.max(0, Number(atMs) - openedAtMs)))
