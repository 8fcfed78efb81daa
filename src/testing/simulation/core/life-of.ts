import type { TokenLife } from '../../../machines/token-life.ts'
import type { TokenPlan } from '../../plans/plan.ts'

/** When a planned token was issued and ends, if it comes at `atMs`. */
export function lifeOf({ ttlMs, ageMs, jitterMs }: TokenPlan, atMs: number): TokenLife {
  const issuedAtMs = atMs - ageMs
  return jitterMs === undefined
    ? { issuedAtMs, expiresAtMs: issuedAtMs + ttlMs }
    : { issuedAtMs, expiresAtMs: issuedAtMs + ttlMs, jitterMs }
}
