// What the layout takes for granted of the letters that drawChart writes: sizes in CSS pixels.

/** Of a monospaced letter of a label: 0.6 em in nearly every such font. */
const letterPx = 6.65
/** Of a letter of a state's name, set in a bold sans-serif: the widest letters, rather than the average. */
const boldLetterPx = 8

export const lineHeightPx = 16
export const titleHeightPx = 24
export const paddingPx = 10

/** A transition in words: the event, and the guard in brackets. */
export const wordsOf = ({ event, guard }) => (guard === null ? event : `${event} [${guard}]`)

export const widthOfLine = (line) => Math.ceil(wordsOf(line).length * letterPx)
export const widthOfLines = (lines) => Math.max(0, ...lines.map(widthOfLine))
export const widthOfTitle = (title) => Math.ceil(title.length * boldLetterPx)
