import { toWidth } from '../terminal/columns.ts'
import type { Paint } from '../terminal/paint.ts'
import type { Entry, Tone } from './chronicle.ts'
import { signs } from './signs.ts'

const toneSigns: Record<Tone, string> = { plain: ' ', good: '✓', bad: signs.failed, end: signs.kicked }

/** One line of news, cut to the width if there is one: when, who, and what. */
export function entryLine(entry: Entry, zeroMs: number, width: number | undefined, paint: Paint): string {
  const when = (Math.max(0, entry.atMs - zeroMs) / 1_000).toFixed(2).padStart(6)
  const text = width === undefined ? entry.text : toWidth(entry.text, width - 20).trimEnd()
  return `${paint('dim', when)}  ${toWidth(entry.who, 8)}  ${paintTone(entry.tone, paint)} ${text}`
}

function paintTone(tone: Tone, paint: Paint): string {
  if (tone === 'good') return paint('cyan', toneSigns.good)
  if (tone === 'bad') return paint('yellow', toneSigns.bad)
  if (tone === 'end') return paint(['red', 'bold'], toneSigns.end)
  return toneSigns.plain
}
