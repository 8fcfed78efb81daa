import type { SessionBug } from '../planted-bug.ts'
import { callers } from './callers.ts'
import { lives } from './lives.ts'
import { restarts } from './restarts.ts'
import { secrets } from './secrets.ts'
import { timers } from './timers.ts'

/** Sessions that host a machine wrongly. */
export const sessionBugs: readonly SessionBug[] = [...timers, ...lives, ...callers, ...secrets, ...restarts]
