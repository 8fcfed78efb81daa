import { fromCallback } from 'xstate'
import type { RefreshRequested } from '../../machines/facts.ts'
import type { DeadlineInput } from '../../machines/vocabulary.ts'
import { type Clock, systemClock } from '../clock/clock.ts'
import { DeadlineKeeper } from '../clock/deadline-keeper.ts'
import { timeOf } from './time-of.ts'
import { machineOfChild } from './token-actor.ts'

/**
 * The `deadline` actor of an embedded machine: says `deadline.reached` when the time has come. Its deadline is
 * absolute, so that it is kept through sleep, and by a machine that is persisted and restored.
 */
export function deadlineActor({ clock = systemClock }: { readonly clock?: Clock } = {}) {
  return fromCallback<RefreshRequested, DeadlineInput>(({ input, self, sendBack }) => {
    const time = timeOf(machineOfChild(self), clock)
    const keeper = new DeadlineKeeper(clock, time, () => {
      sendBack({ type: 'deadline.reached', atMs: time.now() })
    })
    keeper.set(input.atMs ?? Infinity)
    return () => keeper.set(Infinity)
  })
}
