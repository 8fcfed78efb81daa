import { nextDeadlineMs } from '../../machines/deadline.ts'
import type { DeadlineReached } from '../../machines/events.ts'
import { isReached } from '../../machines/points.ts'
import type { TokenSnapshot } from '../../machines/token-machine.ts'

/**
 * What goes before an event of that time: whatever a machine is told, it has first heard of the deadline that is
 * due by then. So a token that comes after the end cannot save a participant who is already out.
 */
export function dueBefore(snapshot: TokenSnapshot, atMs: number): DeadlineReached | undefined {
  const deadlineMs = nextDeadlineMs(snapshot)
  if (deadlineMs === null || !isReached(deadlineMs, atMs)) return undefined
  return { type: 'deadline.reached', atMs }
}
