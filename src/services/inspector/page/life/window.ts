import type { Life } from './life.ts'
import type { Window } from './scale.ts'

/** How much of a life is shown: the token of the moment; that and two before it; or all. */
export type Reach = 'token' | 'recent' | 'all'

/**
 * The window around a moment.
 *
 * @param momentMs what must be in sight
 * @param room how much more to show after the end, as a part of the whole
 * @param nowMs for a live session: must be in sight, too, if the moment is now
 */
export function windowOf(life: Life, reach: Reach, momentMs: number, nowMs?: number, room = 0.04): Window {
  const { tokens } = life
  const index = Math.max(
    0,
    tokens.findLastIndex(({ fromMs }) => fromMs <= momentMs),
  )
  const token = tokens[index]
  const first = reach === 'all' ? tokens[0] : tokens[Math.max(0, index - (reach === 'token' ? 0 : 2))]
  const fromMs = first ? startOf(first.issuedAtMs, first.fromMs, first.expiresAtMs) : life.fromMs
  const last = reach === 'all' ? tokens.at(-1) : token
  const endMs = Math.max(last?.expiresAtMs ?? 0, last?.untilMs ?? life.atMs, nowMs ?? 0)
  const lengthMs = Math.max(endMs - fromMs, 1)
  // Where now drives the end before it, the window grows step by step and not all the time.
  const grown =
    nowMs !== undefined && endMs === nowMs
      ? Math.ceil(lengthMs / stepOf(lengthMs)) * stepOf(lengthMs)
      : lengthMs
  return { fromMs: fromMs - grown * 0.02, toMs: fromMs + grown * (1 + room) }
}

/** A token that was long alive when the session opened: its beginning is only shown if it is near. */
const startOf = (issuedAtMs: number, fromMs: number, expiresAtMs: number) =>
  fromMs - issuedAtMs > (expiresAtMs - fromMs) * 4 ? fromMs : Math.min(issuedAtMs, fromMs)

const stepOf = (lengthMs: number) => 2 ** Math.floor(Math.log2(lengthMs)) / 8
