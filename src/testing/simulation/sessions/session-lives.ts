import type { Sessions } from '../../planted-bugs/replacements.ts'
import type { Live } from '../life.ts'
import { breachOf } from './breach.ts'
import { liveSession } from './live-session.ts'
import type { WorldOptions } from './world.ts'
import { writeScript } from './write-script.ts'

/** What is simulated, and how it is named in a test case. */
export interface SessionLivesOptions {
  /** How sessions are opened and resumed: yours, or a wrong way. Default: halflife's own. */
  readonly sessions?: Sessions
  /** A store for each life. Default: a memory, or a simulated disk, as the life wants it. */
  readonly store?: () => NonNullable<WorldOptions['store']>
  /** How a test case comes by the sessions. Default: halflife's own. */
  readonly subject?: { readonly imports: string; readonly sessions: string }
}

/**
 * Lives of whole sessions: `openSession` and `resumeSession`, a journal in memory or in a file on a simulated disk, and
 * restarts from what a crash left.
 *
 * @example await simulate({ years: 1, seed: 42, live: sessionLives() })
 */
export function sessionLives(options: SessionLivesOptions = {}): Live {
  const world = (): WorldOptions => ({ sessions: options.sessions, store: options.store?.() })
  return async (life) => {
    const script = writeScript(life)
    const { broken, ...outcome } = await liveSession(script, world())
    if (!broken) return outcome
    return { ...outcome, breach: await breachOf(broken, script, world, life, options.subject) }
  }
}
