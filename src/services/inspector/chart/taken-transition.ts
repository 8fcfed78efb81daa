import type { TokenContext } from '../../../machines/context.ts'
import type { TokenEvent } from '../../../machines/events.ts'
import { guards } from '../../../machines/guards.ts'
import type { Policy } from '../../../machines/token-life.ts'
import type { ChartTransition } from './chart.ts'
import { charts } from './layout.generated.ts'

/** Where a machine is before an event: `replayAt` and a snapshot's `statePath` and `context` say it. */
export interface Before {
  /** The path of its state: `valid.idle`. */
  readonly state: string
  readonly context: TokenContext
}

/**
 * Which transition of the chart a machine takes for an event: of the state itself and then of the states around it,
 * the first whose guard holds, as XState has it.
 *
 * @returns null if it takes none: an event without a row changes nothing
 * @example takenTransition('stay', { state, context }, record.event)?.id // 'valid.idle/refresh.demanded'
 */
export function takenTransition(policy: Policy, before: Before, event: TokenEvent): ChartTransition | null {
  if (before.state === 'kicked') return null
  const { transitions } = charts[policy]
  for (let path = before.state; ; path = path.slice(0, Math.max(0, path.lastIndexOf('.')))) {
    const taken = transitions.find(
      (one) => one.source === path && one.event === event.type && doesHold(one.guard, before.context, event),
    )
    if (taken !== undefined || path === '') return taken ?? null
  }
}

function doesHold(guard: string | null, context: TokenContext, event: TokenEvent): boolean {
  return guard === null || guards[guard as keyof typeof guards]({ context, event })
}
