import { isReached } from '../../../machines/points.ts'
import { modelDecider } from '../../deciders/model/model.ts'
import type { ModelState } from '../../deciders/model/model-state.ts'
import type { SleepObservation } from '../../traces/observations.ts'
import { isSameData } from '../../traces/same-data.ts'
import type { Trace } from '../../traces/trace.ts'
import type { Violation } from '../invariant.ts'
import { observed } from './observed.ts'

/**
 * Whoever sleeps does what one does whose timers are late: nothing is dated back into the sleep; what fell due in it
 * is noticed on waking, before all else, once; and then that is decided which the table says of that time.
 */
export const sleepIsJustLate = observed('sleep-is-just-late', 'sleeps', (trace) => {
  for (const sleep of trace.sleeps ?? []) {
    const violation = sleep.untilMs > sleep.fromMs ? wakingFrom(sleep, trace) : undefined
    if (violation) return violation
  }
  return undefined
})

function wakingFrom({ fromMs, untilMs }: SleepObservation, trace: Trace): Violation | undefined {
  const { entries } = trace
  const found = entries.findIndex(({ event }) => event.atMs > fromMs)
  const index = found < 0 ? entries.length : found
  const woken = entries[index]
  if (woken && woken.event.atMs < untilMs)
    return {
      index,
      message: `${woken.event.type} is dated ${untilMs - woken.event.atMs} ms before the waking`,
    }

  let state: ModelState = modelDecider.initial(trace)
  for (const { event } of entries.slice(0, index)) state = modelDecider.decide(state, event).state
  const dueAtMs = modelDecider.nextDeadlineMs(state)
  if (dueAtMs === null || !isReached(dueAtMs, untilMs)) return undefined

  if (!woken) {
    const lastAtMs = entries.at(-1)?.event.atMs ?? trace.input.atMs
    const isOver = trace.closings?.some(({ atMs }) => atMs >= lastAtMs)
    const message = 'what fell due in a sleep was not noticed on waking'
    return isOver ? undefined : { index: index - 1, message }
  }
  const { event, facts } = woken
  if (event.type !== 'deadline.reached')
    return { index, message: `${event.type} came before what fell due in the sleep` }
  const late = modelDecider.decide(state, event)
  const isSame = isSameData(late.facts, facts) && modelDecider.path(late.state) === woken.state
  return isSame
    ? undefined
    : { index, message: 'whoever slept decided otherwise than one whose timer is late' }
}
