import { stripVTControlCharacters } from 'node:util'

/** How many columns a text takes. What this command writes is one column a character. */
const widthOf = (text: string): number => stripVTControlCharacters(text).length

/** A text of exactly this width: filled up with blanks, or cut. Only an unpainted text can be cut. */
export function toWidth(text: string, width: number): string {
  const missing = width - widthOf(text)
  if (missing >= 0) return text + ' '.repeat(missing)
  return `${stripVTControlCharacters(text).slice(0, Math.max(0, width - 1))}…`
}

/** One text at the left edge and one at the right. The left one gives way. */
export function spread(left: string, right: string, width: number): string {
  return toWidth(left, Math.max(0, width - widthOf(right))) + right
}

/** A paragraph in lines of at most this width. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}
