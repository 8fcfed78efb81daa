import type { Trace } from '../../traces/trace.ts'
import type { Violation } from '../invariant.ts'
import { observed } from './observed.ts'

/** The longest delay a platform's timer takes. One millisecond more, and it fires at once. */
const longestDelayMs = 2 ** 31 - 1

/**
 * A session has at most one timer armed, for the deadline and all time-outs; none once it is closed; and every delay
 * that it asks the platform for is one that platforms take.
 */
export const oneTimer = observed('one-timer', 'armed', ({ entries, armedAtTheEnd }: Trace) => {
  for (const [index, { armed = 0, delaysMs = [] }] of entries.entries()) {
    if (armed > 1) return { index, message: `${armed} timers were armed at once` }
    const odd = delaysMs.find((ms) => !(ms >= 0 && ms <= longestDelayMs))
    if (odd !== undefined) return { index, message: `a timer was asked for ${odd} ms` }
  }
  return armedAtTheEnd ? atTheEnd(entries.length, `${armedAtTheEnd} timers outlived the session`) : undefined
})

const atTheEnd = (length: number, message: string): Violation => ({ index: length - 1, message })
