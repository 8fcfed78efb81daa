import { lineHeightPx, paddingPx, titleHeightPx, widthOfLines } from './measures.js'

const columns = 3
const gapPx = 18

/** A bar for what happens in whatever state, in columns. */
export function barOf(lines) {
  const perColumn = Math.ceil(lines.length / columns)
  let x = paddingPx
  const compartments = []
  for (let from = 0; from < lines.length; from += perColumn) {
    const ofColumn = lines.slice(from, from + perColumn)
    const width = widthOfLines(ofColumn)
    const height = ofColumn.length * lineHeightPx
    compartments.push({ kind: 'inner', x, y: titleHeightPx + 3, width, height, lines: ofColumn })
    x += width + gapPx
  }
  return {
    width: x - gapPx + paddingPx,
    height: titleHeightPx + perColumn * lineHeightPx + 10,
    compartments,
  }
}
