import type { RefreshFailed } from '../../../machines/events.ts'
import type { SessionOptions } from '../../session/options.ts'

type Inspect = SessionOptions['inspect']

/** What the machine was told of a failed attempt. */
export type SeenFailure = RefreshFailed

/**
 * Looks on as the machine is told of its failed attempts: of them it makes no fact, but the inspection shows them.
 *
 * @param inspect the app's own, which sees all as before
 */
export function seeFailures(inspect: Inspect, onFailure: (failure: SeenFailure) => void): Inspect {
  return (inspection) => {
    if (typeof inspect === 'function') inspect(inspection)
    else inspect?.next?.(inspection)
    if (inspection.type === '@xstate.event' && inspection.event.type === 'refresh.failed')
      onFailure(inspection.event as unknown as SeenFailure)
  }
}
