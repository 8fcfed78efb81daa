import { refreshPoints } from '../../machines/points.ts'
import type { TokenLife } from '../../machines/token-life.ts'
import type { Moment } from './plan.ts'

/** What a moment is measured from: the last thing that happened, and the moments that a life turns on. */
export interface Marks {
  /** When the last thing happened, ms since the epoch. */
  readonly atMs: number
  readonly token: Pick<TokenLife, 'issuedAtMs' | 'expiresAtMs' | 'jitterMs'>
  readonly retryAtMs?: number | undefined
  readonly quietUntilMs?: number | undefined
  /** The next thing due; `null`: nothing is. */
  readonly deadlineMs?: number | null | undefined
}

/** @returns when that is, ms since the epoch; never before the last thing, and at once if there is no such mark */
export function momentMs(at: Moment, { atMs, token, ...marks }: Marks): number {
  if ('afterMs' in at) return atMs + at.afterMs
  const ttlMs = token.expiresAtMs - token.issuedAtMs
  if ('afterPercent' in at) return atMs + Math.floor((ttlMs * at.afterPercent) / 100)
  const points = refreshPoints(token)
  const markMs = {
    half: points.halfAtMs,
    'three-quarter': points.threeQuarterAtMs,
    end: points.expiresAtMs,
    retry: marks.retryAtMs,
    quiet: marks.quietUntilMs,
    deadline: marks.deadlineMs,
  }[at.near]
  return Math.max(atMs, (markMs ?? atMs) + at.offsetMs)
}
