import type { Output } from '../io.ts'

const hideCursor = '\u001b[?25l'
const showCursor = '\u001b[?25h'
const clearScreen = '\u001b[2J\u001b[H'
const clearToEndOfLine = '\u001b[K'
// A terminal that knows these shows what is between them at once; others take no notice.
const beginUpdate = '\u001b[?2026h'
const endUpdate = '\u001b[?2026l'

/** A block of lines at the cursor that is drawn again in its place. Only what changed is written. */
export class Redraw {
  readonly #output: Output
  #shown: readonly string[] = []
  #columns: number | undefined

  constructor(output: Output) {
    this.#output = output
  }

  /** Every line must fit the terminal's width, and all of them its height. */
  draw(lines: readonly string[]): void {
    const isFirst = this.#columns === undefined
    // A terminal of another width has broken our lines, and nobody can tell where they went.
    const isReflowed = !isFirst && this.#columns !== this.#output.columns
    if (isReflowed) this.#shown = []
    const isUnchanged =
      lines.length === this.#shown.length && lines.every((line, i) => line === this.#shown[i])
    if (isUnchanged) return

    const start = isReflowed ? clearScreen : this.#shown.length > 0 ? `\u001b[${this.#shown.length}A` : ''
    const body = lines.map((line, i) => (line === this.#shown[i] ? '\n' : `\r${line}${clearToEndOfLine}\n`))
    const text = `${isFirst ? hideCursor : ''}${beginUpdate}${start}${body.join('')}${endUpdate}`
    this.#output.write(text)
    this.#shown = lines
    this.#columns = this.#output.columns
  }

  /** Leaves the block as it is, and the cursor below it. */
  end(): void {
    if (this.#columns !== undefined) this.#output.write(showCursor)
    this.#columns = undefined
    this.#shown = []
  }
}
