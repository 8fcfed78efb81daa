import { span } from '../../../journal/explain/span.ts'
import { s } from '../dom/element.ts'
import { clockTime } from '../dom/time.ts'
import type { Life, Mark, MarkKind } from './life.ts'
import type { Scale } from './scale.ts'

const markInWords: Readonly<Record<MarkKind, string>> = {
  rejected: 'The platform rejected the token',
  joined: 'The participant joined a conference',
  left: 'The participant left the conference',
  ejected: 'The platform put the participant out',
  kicked: 'The participant was kicked',
  closed: 'The app closed the session',
  resumed: 'The session was resumed after a restart',
}

/** What happens in no time: rejections above the tokens, joins and leaves on the line of the conference. */
export function drawMarks(life: Life, scale: Scale, tokensY: number, conferenceY: number): SVGElement[] {
  const seen = life.marks.filter(({ atMs }) => atMs >= scale.fromMs && atMs <= scale.toMs)
  return apart(seen, scale).map((mark) => {
    const x = scale.x(mark.atMs)
    const title = s('title', {}, `${markInWords[mark.kind]}, ${clockTime(mark.atMs)}`)
    const group = { class: `mark mark-${mark.kind}`, 'data-version': mark.version }
    return s('g', group, title, ...signOf(mark, x, tokensY, conferenceY))
  })
}

/** Of marks that say the same at one place, the first: there may be thousands. */
function apart(marks: readonly Mark[], scale: Scale): Mark[] {
  const lastX = new Map<MarkKind, number>()
  return marks.filter(({ kind, atMs }) => {
    const x = scale.x(atMs)
    if (x - (lastX.get(kind) ?? -Infinity) < 2) return false
    lastX.set(kind, x)
    return true
  })
}

function signOf({ kind }: Mark, x: number, top: number, bottom: number): SVGElement[] {
  const y = bottom + 5
  switch (kind) {
    case 'rejected':
      return [
        s('line', { x1: x, x2: x, y1: top - 4, y2: bottom - 4, class: 'mark-line' }),
        s('path', { d: `M${x} ${top - 3}l-5-8h10z`, class: 'mark-fill' }),
      ]
    case 'kicked':
    case 'ejected':
      return [
        s('line', { x1: x, x2: x, y1: top - 4, y2: y + 6, class: 'mark-line' }),
        s('circle', { cx: x, cy: y, r: 7, class: 'mark-fill' }),
        s('path', { d: `M${x - 2.6} ${y - 2.6}l5.2 5.2m0-5.2l-5.2 5.2`, class: 'mark-inside' }),
      ]
    case 'joined':
      return [s('path', { d: `M${x} ${y - 5}v10l8-5z`, class: 'mark-fill' })]
    case 'left':
      return [s('path', { d: `M${x} ${y - 5}v10l-8-5z`, class: 'mark-hollow' })]
    case 'closed':
      return [s('line', { x1: x, x2: x, y1: top - 4, y2: y + 6, class: 'mark-line' })]
    case 'resumed':
      return [
        s('line', { x1: x, x2: x, y1: top - 4, y2: y + 6, class: 'mark-line' }),
        s('path', { d: `M${x - 4} ${y - 4}h8v8h-8z`, class: 'mark-hollow' }),
      ]
  }
}

/** Time that went by unnoticed is hatched: a late timer, or a sleep. */
export function drawLates(life: Life, scale: Scale, y: number, height: number): SVGElement[] {
  const seen = life.lates.filter(
    ({ dueMs, atMs }) => atMs >= scale.fromMs && dueMs <= scale.toMs && (atMs - dueMs) / scale.msPerPx >= 2,
  )
  return seen.map(({ dueMs, atMs, version }) => {
    const x = scale.x(dueMs)
    const width = scale.x(atMs) - x
    const words = `${span(atMs - dueMs)} late`
    return s(
      'g',
      { class: 'late', 'data-version': version },
      s('title', {}, `Noticed ${words}: due ${clockTime(dueMs)}, noticed ${clockTime(atMs)}`),
      s('rect', { x, y, width, height, class: 'late-gap' }),
      ...(width > 66
        ? [s('text', { x: x + width / 2, y: y + height / 2 + 3.5, class: 'late-text' }, words)]
        : []),
    )
  })
}

/** When the participant was in a conference. */
export function drawStays(life: Life, scale: Scale, y: number, nowMs: number): SVGElement[] {
  return life.stays
    .filter(({ fromMs, untilMs }) => fromMs <= scale.toMs && (untilMs ?? nowMs) >= scale.fromMs)
    .map(({ fromMs, untilMs }) => {
      const x = scale.x(fromMs)
      const width = Math.max(scale.x(untilMs ?? nowMs) - x, 1)
      const isGrowing = untilMs === undefined
      return s('rect', {
        x,
        y: y + 3,
        width,
        height: 4,
        rx: 2,
        class: `stay${isGrowing ? ' is-growing' : ''}`,
      })
    })
}
