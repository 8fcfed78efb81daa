import { span } from '../../services/journal/explain/span.ts'
import { spread, toWidth } from '../terminal/columns.ts'
import type { Paint } from '../terminal/paint.ts'
import type { Chronicle } from './chronicle.ts'
import { entryLine } from './entry-line.ts'
import { lineOfLife } from './line-of-life.ts'
import type { Role } from './roles.ts'
import { signs } from './signs.ts'
import { stateLine } from './state-line.ts'

/** What a frame shows. */
export interface Scene {
  readonly roles: readonly Role[]
  readonly chronicle: Pick<Chronicle, 'zeroMs' | 'entries' | 'chapter' | 'isAuthServerUp' | 'portraitOf'>
  readonly ttlMs: number
  /** How long it all takes, about. */
  readonly totalMs: number
}

/** The smallest terminal that a frame fits into. */
export const smallest = { columns: 64, rows: 18 } as const

const margin = '  '
const longestLog = 16

/**
 * The demo as it stands at a moment, in lines that fit the terminal: a line of life for each participant,
 * and below them the latest news. Its height is always the same, so that nothing jumps.
 */
export function frame(
  scene: Scene,
  nowMs: number,
  size: { readonly columns: number; readonly rows: number },
  paint: Paint,
): string[] {
  const { roles, chronicle } = scene
  const width = Math.min(size.columns, 100) - 2 * margin.length
  const above = [
    header(scene, nowMs, width, paint),
    '',
    `${paint('cyan', '▸')} ${paint('bold', toWidth(chronicle.chapter, width - 2).trimEnd())}`,
    '',
    ...roles.flatMap((role) => [...life(role, scene, nowMs, width, paint), '']),
  ]
  const below = ['', paint('dim', toWidth(legend, width).trimEnd())]
  const logHeight = Math.min(longestLog, size.rows - 1 - above.length - below.length)
  const news = chronicle.entries.filter(({ who }) => who !== '').slice(-logHeight)
  const log = Array.from({ length: logHeight }, (_, i) => {
    const entry = news[i]
    return entry ? entryLine(entry, chronicle.zeroMs, width, paint) : ''
  })
  return [...above, ...log, ...below].map((line) => (margin + line).trimEnd())
}

const legend = [
  `${signs.now} now`,
  `${signs.ahead} point ahead`,
  `${signs.asking} asking`,
  `${signs.failed} in vain`,
  `${signs.expired} expired`,
  `${signs.kicked} kicked`,
].join('   ')

function header({ chronicle, ttlMs, totalMs }: Scene, nowMs: number, width: number, paint: Paint): string {
  const server = chronicle.isAuthServerUp ? paint('cyan', '✓ up') : paint(['yellow', 'bold'], '✗ down')
  const left = `${paint('bold', 'halflife demo')}   ${paint('dim', 'authentication server')} ${server}`
  const elapsed = ((nowMs - chronicle.zeroMs) / 1_000).toFixed(1).padStart(6)
  return spread(left, paint('dim', `tokens of ${span(ttlMs)} ${elapsed} / ${span(totalMs)}`), width)
}

function life(role: Role, { chronicle }: Scene, nowMs: number, width: number, paint: Paint): string[] {
  const portrait = chronicle.portraitOf(role)
  const name = `${paint('bold', toWidth(role.name, 7))} ${paint('dim', role.profile.policy)}`
  if (!portrait) return [name, '', '']
  return [
    spread(name, stateLine(portrait, nowMs, paint), width),
    ...lineOfLife(portrait, nowMs, width, paint),
  ]
}
