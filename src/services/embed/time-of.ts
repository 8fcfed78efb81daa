import { type Clock, systemClock } from '../clock/clock.ts'
import { SteadyTime } from '../clock/steady-time.ts'
import type { TokenActor } from './token-actor.ts'

const times = new WeakMap<TokenActor, SteadyTime>()
const clocks = new WeakMap<TokenActor, Clock>()

/**
 * The one time of a machine: its actors and whoever delivers to it share it, so that it never runs back. It goes on
 * from where the machine stood when it was persisted.
 *
 * @param clock what it follows from now on. Whoever delivers before the machine is started does not know it yet
 */
export function timeOf(machine: TokenActor, clock?: Clock): SteadyTime {
  if (clock) clocks.set(machine, clock)
  const now = () => (clocks.get(machine) ?? systemClock).now()
  const time =
    times.get(machine) ?? new SteadyTime({ ...systemClock, now }, machine.getSnapshot().context.atMs)
  times.set(machine, time)
  return time
}
