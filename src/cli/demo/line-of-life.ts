import { refreshPoints } from '../../index.ts'
import type { Paint } from '../terminal/paint.ts'
import type { Mark, Portrait } from './portrait.ts'
import { signs } from './signs.ts'

/**
 * A token's life as a line with its three points, and below it their names. Both are `width` columns.
 *
 *     ├━━━━━━━━━━━━━━━━━━━━━━━━━━━━━✗━━━━━━━●──────◇──────────────┤
 *     token 1   asked 2  ✓ 1  ✗ 1 ½              ¾            end
 */
export function lineOfLife(
  portrait: Portrait,
  nowMs: number,
  width: number,
  paint: Paint,
): [line: string, names: string] {
  const { issuedAtMs, expiresAtMs, marks, generation, asked, ok, failed } = portrait
  const last = width - 1
  const ttlMs = expiresAtMs - issuedAtMs
  const columnOf = (ms: number): number => {
    const part = ttlMs > 0 ? (ms - issuedAtMs) / ttlMs : 1
    return Math.round(Math.min(1, Math.max(0, part)) * last)
  }
  const { halfAtMs, threeQuarterAtMs } = refreshPoints(portrait)
  const half = columnOf(halfAtMs)
  const threeQuarter = columnOf(threeQuarterAtMs)
  // Whoever was kicked has no now any more: the line stops where it stood.
  const now = columnOf(Math.min(nowMs, portrait.kickedAtMs ?? nowMs))

  const line = Array.from({ length: width }, (_, column) => {
    if (column === last && portrait.kickedAtMs !== undefined) return paint(['red', 'bold'], signs.kicked)
    if (column === last && portrait.hasExpired) return paint(['yellow', 'bold'], signs.expired)
    if (column === now) return paint(['cyan', 'bold'], signs.now)
    if (column === half) return pointSign(marks.half, paint)
    if (column === threeQuarter) return pointSign(marks['three-quarter'], paint)
    if (column === 0) return paint(column <= now ? 'cyan' : 'dim', '├')
    if (column === last) return paint('dim', '┤')
    return column < now ? paint('cyan', '━') : paint('dim', '─')
  })

  const names = Array<string>(width).fill(' ')
  const write = (text: string, column: number) => {
    for (const [i, letter] of [...text].entries()) names[column + i] = letter
  }
  write(`token ${generation}   asked ${asked}  ✓ ${ok}  ✗ ${failed}`, 0)
  write('½', half)
  write('¾', threeQuarter)
  write('end', width - 3)
  return [line.join(''), paint('dim', names.join(''))]
}

function pointSign(mark: Mark | undefined, paint: Paint): string {
  if (mark === 'failed') return paint(['red', 'bold'], signs.failed)
  if (mark === 'asking') return paint(['yellow', 'bold'], signs.asking)
  return signs.ahead
}
