import type { Arbitrary } from 'fast-check'
import type { FastCheck } from '../arbitraries/fast-check.ts'
import { appCommands, endCommands } from './app-commands.ts'
import { callbackCommands } from './callback-commands.ts'
import type { SessionCommand } from './session-command.ts'
import { plainOpening, type SessionOpening } from './session-opening.ts'
import { timeCommands } from './time-commands.ts'

/** What the commands may be asked to be. */
export interface SessionCommandsOptions {
  /** The form of all tokens: as in the opening. Default `'jwt'`. */
  readonly form?: SessionOpening['form']
  /** The most commands. Default 30. */
  readonly maxCommands?: number
  /** As fast-check printed it beside a failing example: replays it, and no more. */
  readonly replayPath?: string
}

/**
 * What happens to a session, as commands of fast-check's model-based testing: time passes, the app asks and tells, the
 * callback answers, or does not. `runSessionCommands` runs them on a session and on the model of it.
 */
export function sessionCommands(
  fc: FastCheck,
  { form = plainOpening.form, maxCommands = 30, replayPath }: SessionCommandsOptions = {},
): Arbitrary<Iterable<SessionCommand>> {
  // Whole seconds, as some keepers know no others; and few hours, as a clock visits every slice of a minute.
  const ttls = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 4, max: 600 }).map((seconds) => seconds * 1000) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }).map((hours) => hours * 3_600_000) },
  )
  const ofTime = timeCommands(fc)
  const ofApp = appCommands(fc, ttls, form)
  const ofCallback = callbackCommands(fc, ttls, form)
  // An end is one in many: or no history is long.
  const all = [...ofTime, ...ofTime, ...ofApp, ...ofApp, ...ofCallback, ...ofCallback, endCommands(fc)]
  return fc.commands(all, {
    maxCommands,
    size: 'max',
    ...(replayPath !== undefined && { replayPath }),
  })
}
