import type { Paint } from '../terminal/paint.ts'
import type { Portrait } from './portrait.ts'
import { signs } from './signs.ts'

/** The state a participant is in, and how long until, or since, its token's end. */
export function stateLine(portrait: Portrait, nowMs: number, paint: Paint): string {
  const { state, expiresAtMs, kickedAtMs, hasExpired } = portrait
  const [name = '', activity] = state.split('.')
  const words = activity === 'requesting' ? `${name}, asking` : name
  return `${paintState(name, words, paint)}  ${paint('dim', clock())}`

  function clock(): string {
    if (kickedAtMs !== undefined) return `out for ${seconds(nowMs - kickedAtMs)}`
    if (hasExpired) return `dead for ${seconds(nowMs - expiresAtMs)}`
    return `ends in ${seconds(expiresAtMs - nowMs)}`
  }
}

/** Always as wide, so that nothing moves when a digit goes. */
const seconds = (ms: number): string => `${(Math.max(0, ms) / 1_000).toFixed(1).padStart(5)} s`

function paintState(state: string, words: string, paint: Paint): string {
  if (state === 'valid') return paint('cyan', `✓ ${words}`)
  if (state === 'kicked') return paint(['red', 'bold'], `${signs.kicked} ${words}`)
  if (state === 'expired') return paint(['yellow', 'bold'], `${signs.expired} ${words}`)
  return paint('yellow', `↻ ${words}`)
}
