import type { Arbitrary } from 'fast-check'
import type { Policy } from '../../machines/token-life.ts'
import type { FastCheck } from '../arbitraries/fast-check.ts'
import { exactSpan } from '../words/exact-span.ts'
import type { SessionSetting } from './session-under-test.ts'

/** How a session begins that commands are run on. */
export interface SessionOpening
  extends Pick<SessionSetting, 'policy' | 'retry' | 'overlap' | 'refreshTimeoutMs'> {
  /** The form of all its tokens. */
  readonly form: 'jwt' | 'opaque'
  /** How long its first token lives, ms; `null`: it has none yet. */
  readonly firstTtlMs: number | null
}

/** Stay, retries with backoff, thirty seconds for an attempt, and a JWT of one minute. */
export const plainOpening: SessionOpening = {
  policy: 'stay',
  retry: 'backoff',
  overlap: 'allow',
  refreshTimeoutMs: 30_000,
  form: 'jwt',
  firstTtlMs: 60_000,
}

/** How sessions may begin. Shrinks towards stay, backoff, and a JWT of four seconds. */
export function sessionOpenings(
  fc: FastCheck,
  fixed: Partial<SessionOpening> = {},
): Arbitrary<SessionOpening> {
  return fc
    .record({
      policy: fc.constantFrom<Policy>('stay', 'kick'),
      ways: fc.constantFrom(
        { retry: 'backoff', overlap: 'allow' } as const,
        { retry: 'points-only', overlap: 'allow' } as const,
        { retry: 'backoff', overlap: 'join' } as const,
      ),
      refreshTimeoutMs: fc.constantFrom(30_000, 1, 500, 5 * 60_000),
      form: fc.constantFrom('jwt' as const, 'opaque' as const),
      firstTtlMs: fc.option(
        fc.integer({ min: 4, max: 600 }).map((seconds) => seconds * 1000),
        { freq: 8 },
      ),
    })
    .map(({ ways, ...opening }) => ({ ...opening, ...ways, ...fixed }))
}

/** The first line of a history. */
export function openingInWords(opening: SessionOpening): string {
  const { policy, retry, overlap, refreshTimeoutMs, form, firstTtlMs } = opening
  const token = firstTtlMs === null ? 'no token yet' : `${form} token 1 of ${exactSpan(firstTtlMs)}`
  return `opened with ${token} (${policy}; ${retry}; overlap ${overlap}; time-out ${exactSpan(refreshTimeoutMs)})`
}
