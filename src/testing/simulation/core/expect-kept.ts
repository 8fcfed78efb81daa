import { compiledDecider, type SimulatedDecider } from './compiled-decider.ts'
import { historyLines } from './history-lines.ts'
import { relive } from './relive.ts'
import type { Script } from './script.ts'

/**
 * Plays a script before a decider and complains of the promise that is broken: what a test case of the simulation does.
 *
 * @param decider default: halflife's own, the compiled token machine
 * @throws Error that names the promise and tells the history
 */
export function expectKept<State>(script: Script, decider?: () => SimulatedDecider<State>): void {
  const make = (decider ?? compiledDecider) as () => SimulatedDecider<State>
  const relived = relive(make, script)
  const { broken } = relived
  if (!broken) return
  throw new Error([`${broken.promise}: ${broken.message}`, ...historyLines(script, relived)].join('\n  '))
}
