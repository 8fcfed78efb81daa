import type { TokenContext } from '../../machines/context.ts'
import { isReached } from '../../machines/points.ts'

/** Until when nothing but a point or a demand may start an attempt. Before all time if nothing has to wait. */
export function waitUntilMs({ retryAtMs, isRejected, quietUntilMs }: TokenContext): number {
  return Math.max(retryAtMs ?? -Infinity, (isRejected && quietUntilMs) || -Infinity)
}

/** Whether an attempt may be made: none is in flight, and none has to wait. */
export const mayAsk = (context: TokenContext, nowMs: number): boolean =>
  context.inFlight === null && isReached(waitUntilMs(context), nowMs)
