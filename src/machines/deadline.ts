import type { TokenContext } from './context.ts'
import { refreshPoints } from './points.ts'

/**
 * When the machine next wants to hear `deadline.reached`: its token's earliest point not handled yet, or the
 * time of the next retry while it is idle, whichever comes first.
 *
 * @returns ms since the epoch, perhaps in the past; `null` if nothing is due ever, or the machine is done
 */
export function nextDeadlineMs(snapshot: {
  readonly status: string
  readonly context: TokenContext
}): number | null {
  return snapshot.status === 'active' ? deadlineOf(snapshot.context) : null
}

export function deadlineOf(context: TokenContext): number | null {
  const { halfAtMs, threeQuarterAtMs, expiresAtMs } = refreshPoints(context)
  const pointAtMs = [halfAtMs, threeQuarterAtMs, expiresAtMs][context.pointsHandled] ?? null
  // Null while an attempt is in flight: every request unsets it.
  const { retryAtMs } = context
  if (pointAtMs === null || retryAtMs === null) return pointAtMs ?? retryAtMs
  return Math.min(pointAtMs, retryAtMs)
}
