import type { Phase } from '../model/phase.ts'
import { s } from './element.ts'

/** A pie of the life that is left: whole, half, a quarter, none. So a phase is told by its shape, too. */
const shapes: Readonly<Record<Phase, string>> = {
  valid: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z',
  'refreshing-half': 'M8 2a6 6 0 0 0 0 12z',
  'refreshing-three-quarter': 'M8 2a6 6 0 0 0-6 6h6z',
  expired: '',
  kicked: 'M5 5l6 6M11 5l-6 6',
  closed: 'M5 8h6',
  unreadable: 'M8 4.5v4.2M8 11v.6',
}
const isStroked = (phase: Phase) => ['kicked', 'closed', 'unreadable'].includes(phase)

/** The sign of a phase, in its colour. */
export function phaseGlyph(phase: Phase): SVGSVGElement {
  const inner = s('path', {
    d: shapes[phase],
    class: isStroked(phase) ? 'glyph-stroke' : 'glyph-fill',
  })
  const ring = s('circle', { cx: 8, cy: 8, r: 6, class: 'glyph-ring' })
  return s('svg', { viewBox: '0 0 16 16', class: `glyph phase-${phase}`, 'aria-hidden': 'true' }, ring, inner)
}

/** The same as the text of a picture, for the tab. @param color as `#009e73` */
export function phasePicture(phase: Phase, color: string): string {
  const paint = isStroked(phase)
    ? `stroke="${color}" stroke-width="2.2" stroke-linecap="round" fill="none"`
    : `fill="${color}"`
  const ring = `<circle cx="8" cy="8" r="6" fill="none" stroke="${color}" stroke-width="2"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${ring}<path d="${shapes[phase]}" ${paint}/></svg>`
}
