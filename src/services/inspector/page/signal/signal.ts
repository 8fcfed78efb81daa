import { phasePicture } from '../dom/glyphs.ts'
import type { History } from '../model/history.ts'
import { type Phase, phaseInWords } from '../model/phase.ts'

const signs: Readonly<Record<Phase, string>> = {
  kicked: '⊗',
  expired: '○',
  unreadable: '!',
  'refreshing-three-quarter': '◔',
  'refreshing-half': '◐',
  valid: '●',
  closed: '–',
}

/** Seen on any ground. */
const colors: Readonly<Record<Phase, string>> = {
  kicked: '#b0568f',
  expired: '#d55e00',
  unreadable: '#d55e00',
  'refreshing-three-quarter': '#d08f00',
  'refreshing-half': '#3d9bd3',
  valid: '#009e73',
  closed: '#8a8f95',
}

/** Has the tab say how the worst session fares: in its title, and in its picture. */
export function signal(histories: Iterable<History>, worst: History | undefined): void {
  const phase = worst?.phase
  let alike = 0
  for (const history of histories) if (history.phase === phase) alike++
  const title = phase ? `${signs[phase]} ${alike} ${phaseInWords[phase]} · halflife` : 'halflife'
  if (document.title !== title) document.title = title
  const picture = `data:image/svg+xml,${encodeURIComponent(phasePicture(phase ?? 'closed', colors[phase ?? 'closed']))}`
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  if (icon && icon.href !== picture) icon.href = picture
}
