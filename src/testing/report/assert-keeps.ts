import { HalflifeError } from '../../errors.ts'
import { checkInvariants } from '../invariants/index.ts'
import type { Trace } from '../traces/trace.ts'
import { traceInWords } from '../words/trace-in-words.ts'
import { breachesAsText, type Report } from './report-as.ts'

/** Blames the line of the test, not the kit. */
function fail(message: string, blamed: (...args: never[]) => unknown): never {
  const error = new HalflifeError('ERR_PROMISE_BROKEN', message)
  ;(Error as { captureStackTrace?: (error: Error, blamed: unknown) => void }).captureStackTrace?.(
    error,
    blamed,
  )
  throw error
}

/**
 * Fails a test, of any runner, whose keeper or decider broke a promise.
 *
 * @param report of `checkTokenKeeper` or `checkDecider`
 * @throws HalflifeError `ERR_PROMISE_BROKEN`, if a promise was broken: its message has each one's name, how it was broken,
 *   the shortest history that was found, and how to have the same again
 * @example
 * assertKeeps(await checkTokenKeeper(fc, adapter))
 */
export function assertKeeps(report: Report): void {
  if (report.broken.length > 0) fail(breachesAsText(report), assertKeeps)
}

/**
 * Fails a test, of any runner, whose trace breaks an invariant.
 *
 * @throws HalflifeError `ERR_PROMISE_BROKEN`, if there is one: its message has the name of each one that is broken, how, and
 *   the trace up to there
 * @example
 * assertInvariants(trace(myDecider, history))
 */
export function assertInvariants(trace: Trace): void {
  const violations = checkInvariants(trace)
  if (violations.length === 0) return
  const names = violations.map(({ invariant }) => invariant).join(', ')
  const blocks = violations.map(({ invariant, index, message }) =>
    [`✗ ${invariant}: ${message}`, ...traceInWords(trace, index).map((line) => `    ${line}`), ''].join('\n'),
  )
  fail([`the trace breaks ${names}`, '', ...blocks].join('\n'), assertInvariants)
}
