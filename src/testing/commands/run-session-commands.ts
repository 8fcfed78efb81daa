import type { Scheduler } from 'fast-check'
import { HalflifeError } from '../../errors.ts'
import type { FastCheck } from '../arbitraries/fast-check.ts'
import { settle } from '../clock/settle.ts'
import { checkFastCheck } from '../options/check-options.ts'
import { stringIn } from './app-commands.ts'
import type { SessionBrief, SessionCommand } from './session-command.ts'
import { SessionModel } from './session-model.ts'
import { plainOpening, type SessionOpening } from './session-opening.ts'
import type { OpenUnderTest } from './session-under-test.ts'
import { SessionWorld } from './session-world.ts'

/** What the commands are run on, and how. The opening, where nothing is said, is `plainOpening`. */
export interface RunCommandsOptions extends Partial<SessionOpening> {
  /** `openSession`, or what opens your wrapper of it. */
  readonly open: OpenUnderTest
  /** One timer for everything, as a session promises; or your wrapper has its own. Default `'one'`. */
  readonly timers?: 'one' | 'any'
  /** From `fc.scheduler()`: the answers of the callback come when it likes, between the commands. Default: at once. */
  readonly scheduler?: Scheduler
}

/**
 * Runs commands on a session and on a model of it. After each, these must agree: the state, the usable token, how often
 * the callback was called and what it was told, what awaited calls came to, the facts that were heard, the timers.
 *
 * @throws HalflifeError `ERR_PROMISE_BROKEN` where they differ: its message says how, and what happened, line by line
 * @throws HalflifeError `ERR_OPTION` without `open`
 * @example
 * fc.assert(fc.asyncProperty(sessionCommands(fc), (commands) =>
 *   runSessionCommands(fc, commands, { open: openSession, policy: 'kick' })))
 */
export async function runSessionCommands(
  fc: FastCheck,
  commands: Iterable<SessionCommand>,
  { open, timers = 'one', scheduler, ...more }: RunCommandsOptions,
): Promise<void> {
  checkFastCheck(fc)
  if (typeof open !== 'function')
    throw new HalflifeError(
      'ERR_OPTION',
      '`open` opens what is to be tested: `openSession`, or a function of yours.',
    )
  const opening: SessionOpening = { ...plainOpening, ...more }
  const world = new SessionWorld(opening, timers, scheduler)
  const { form, firstTtlMs } = opening
  const token = firstTtlMs === null ? undefined : world.mint.make({ form, ttlMs: firstTtlMs })
  const model = new SessionModel(
    opening,
    world.clock.now(),
    token === undefined ? undefined : stringIn(token),
  )
  const brief: SessionBrief = {
    model,
    get unanswered() {
      return world.calls.filter(({ isAnswered }) => !isAnswered).map(({ number }) => number)
    },
    has: (method) => world.has(method),
  }
  const setup = async () => {
    const isHeard = await world.open(open, opening, token)
    if (!isHeard) model.heard.length = 0
    await settle()
    world.agree(model)
    return { model: brief, real: world }
  }
  try {
    if (scheduler) await fc.scheduledModelRun(scheduler, setup, commands)
    else await fc.asyncModelRun(setup, commands)
    await world.answered()
    world.agree(model)
  } finally {
    await world.session.close?.()
  }
  if (!model.isClosed && world.has('close')) {
    world.lines.push('close()')
    model.close()
    await settle()
    world.agree(model)
  }
}
