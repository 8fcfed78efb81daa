import type { Sessions } from '../../planted-bugs/replacements.ts'
import { liveSession } from './live-session.ts'
import type { SessionScript } from './script.ts'

/**
 * Lives a script and complains of the promise that is broken: what a test case of the simulation does.
 *
 * @param sessions how sessions are opened and resumed. Default: halflife's own
 * @throws Error that names the promise and tells the history
 */
export async function expectSessionKept(script: SessionScript, sessions?: Sessions): Promise<void> {
  const history: string[] = []
  const { broken } = await liveSession(script, { sessions, onLine: (line) => void history.push(line) })
  if (broken) throw new Error([`${broken.promise}: ${broken.message}`, ...history].join('\n  '))
}
