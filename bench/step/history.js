// @ts-check

/** @import { TokenEvent } from '../../dist/index.js' */

const startMs = 1_800_000_000_000
const ttlMs = 60_000

/** How the machine begins. */
export const input = { token: { issuedAtMs: startMs, expiresAtMs: startMs + ttlMs }, atMs: startMs }

/** How many events one round of a life has. */
export const eventsPerLife = 8

/**
 * The same eight events again and again: a life of a token with failures, retries and a rejection of an old one. Attempts and
 * generations go on counting, as they would in a session.
 *
 * @param {number} life which one, from 0
 * @returns {TokenEvent[]}
 */
export function lifeEvents(life) {
  const atMs = startMs + life * ttlMs
  const attempt = life * 3
  const token = { issuedAtMs: atMs + 31_030, expiresAtMs: atMs + ttlMs + 31_030 }
  const next = { issuedAtMs: atMs + ttlMs, expiresAtMs: atMs + 2 * ttlMs }
  return [
    { type: 'conference.joined', atMs },
    { type: 'deadline.reached', atMs: atMs + 30_000 },
    {
      type: 'refresh.failed',
      atMs: atMs + 30_010,
      attempt: attempt + 1,
      reason: 'threw',
      retryAtMs: atMs + 31_010,
    },
    { type: 'deadline.reached', atMs: atMs + 31_010 },
    { type: 'refresh.succeeded', atMs: atMs + 31_030, attempt: attempt + 2, token },
    { type: 'api.rejected', atMs: atMs + 31_040, generation: life * 2 },
    { type: 'refresh.demanded', atMs: atMs + 31_050 },
    { type: 'refresh.succeeded', atMs: atMs + ttlMs, attempt: attempt + 3, token: next },
  ].map((event) => /** @type {TokenEvent} */ (event))
}
