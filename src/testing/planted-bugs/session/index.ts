import * as callers from './callers.ts'
import * as lives from './lives.ts'
import * as restarts from './restarts.ts'
import * as secrets from './secrets.ts'
import * as timers from './timers.ts'

/** Sessions that host a machine wrongly. */
export const sessionBugs = [timers, lives, callers, secrets, restarts].flatMap((theme) =>
  Object.values(theme),
)
