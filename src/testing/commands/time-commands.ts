import type { Arbitrary } from 'fast-check'
import type { FastCheck } from '../arbitraries/fast-check.ts'
import { momentMs } from '../plans/moment.ts'
import type { Mark, Moment } from '../plans/plan.ts'
import { exactSpan } from '../words/exact-span.ts'
import { command, type SessionCommand } from './session-command.ts'

const names: Readonly<Record<Mark, string>> = {
  half: 'one half',
  'three-quarter': 'three quarters',
  end: 'the end of the token',
  retry: 'the next retry',
  quiet: 'the end of the quiet time',
  deadline: 'what is due next',
}

function inWords(at: Moment): string {
  if ('afterMs' in at) return exactSpan(at.afterMs)
  if ('afterPercent' in at) return `${at.afterPercent} % of the token's life`
  if (at.offsetMs === 0) return `until ${names[at.near]}`
  return `until ${exactSpan(Math.abs(at.offsetMs))} ${at.offsetMs < 0 ? 'before' : 'after'} ${names[at.near]}`
}

/** Time passes, awake or asleep: mostly until a moment that something turns on, or just before, or just after. */
export function timeCommands(fc: FastCheck): Arbitrary<SessionCommand>[] {
  const near = (...marks: Mark[]): Arbitrary<Moment> =>
    fc.record({ near: fc.constantFrom(...marks), offsetMs: fc.constantFrom(0, -1, 1) })
  const moment = fc.oneof<Arbitrary<Moment>[]>(
    near('deadline', 'half', 'three-quarter', 'end'),
    near('retry', 'quiet'),
    fc.record({ afterPercent: fc.integer({ min: 1, max: 120 }) }),
    fc.record({ afterMs: fc.integer({ min: 1, max: 3 * 60_000 }) }),
  )
  const passing = (how: 'awake' | 'asleep') => moment.map((at) => passTime(at, how))
  return [passing('awake'), passing('awake'), passing('asleep')]
}

function passTime(at: Moment, how: 'awake' | 'asleep'): SessionCommand {
  return command({
    line: how === 'awake' ? `time passes: ${inWords(at)}` : `a sleep: ${inWords(at)}`,
    async act(model, { clock }) {
      const { token, retryAtMs, quietUntilMs } = model.state
      const marks = {
        retryAtMs: retryAtMs ?? undefined,
        quietUntilMs: quietUntilMs ?? undefined,
        deadlineMs: model.deadlineMs,
      }
      const untilMs = Math.ceil(momentMs(at, { atMs: model.nowMs, token, ...marks }))
      const ms = untilMs - model.nowMs
      await (how === 'awake' ? clock.advanceAsync(ms) : clock.sleepAsync(ms))
      model.passTo(untilMs, how)
    },
  })
}
