/**
 * When a failed attempt is made again. `'points-only'` is the seeds' letter: at the refresh points and on
 * rejections, and at no other time. `'backoff'` tries again in between, at growing distances.
 */
export type Retry = 'backoff' | 'points-only'

const firstMs = 1000
const longestMs = 60_000

/**
 * The n-th waiting time: half of a distance that doubles from 1 s to 60 s, and a random part of the other half,
 * so that the clients of an issuer that was down do not come back all at once.
 */
export function backoffMs(n: number, random: () => number): number {
  const distanceMs = Math.min(longestMs, firstMs * 2 ** (n - 1))
  return distanceMs / 2 + (random() * distanceMs) / 2
}
