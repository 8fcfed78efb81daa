import { type Clock, systemClock } from '../clock/clock.ts'
import { SteadyTime } from '../clock/steady-time.ts'
import type { TokenActor } from './token-actor.ts'

const times = new WeakMap<TokenActor, SteadyTime>()

/** The one time of a machine: its actors and whoever delivers to it share it, so that it never runs back. */
export function timeOf(machine: TokenActor, clock: Clock = systemClock): SteadyTime {
  const time = times.get(machine) ?? new SteadyTime(clock, machine.getSnapshot().context.atMs)
  times.set(machine, time)
  return time
}
