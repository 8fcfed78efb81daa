import type { Output } from '../io.ts'
import { wrap } from '../terminal/columns.ts'

export const margin = '  '

/** How wide a page is, its margins included: as the terminal, within reason; elsewhere 80 columns. */
export function pageWidth({ isTTY, columns }: Output): number {
  // A terminal that does not know its size says 0.
  return isTTY ? Math.max(60, Math.min(columns || 80, 110)) : 80
}

/** A paragraph within the margins. */
export function paragraph(text: string, width: number): string[] {
  return wrap(text, width - 2 * margin.length).map((line) => margin + line)
}

/** A text whose further lines stand below the first, behind what stands before it. */
export function hanging(before: string, text: string, width: number): string[] {
  const lines = wrap(text, width - before.length - margin.length)
  return lines.map((line, i) => (i === 0 ? before : ' '.repeat(before.length)) + line)
}

/** Lines with a note at the right edge: beside the last of them, or below, where there is no room. */
export function withNote(lines: readonly string[], note: string, width: number): readonly string[] {
  if (note === '') return lines
  const right = width - margin.length
  const last = lines.at(-1) ?? ''
  const beside = last.padEnd(right - note.length) + note
  if (last.length + 2 + note.length <= right) return [...lines.slice(0, -1), beside]
  return [...lines, note.padStart(right)]
}
