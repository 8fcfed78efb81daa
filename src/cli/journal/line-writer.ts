import type { Output } from '../io.ts'

/** A write for each line would cost more than the line. */
const batchLength = 16_384

/** Writes lines, many at once. */
export class LineWriter {
  readonly #output: Output
  #waiting = ''

  constructor(output: Output) {
    this.#output = output
  }

  write(...lines: readonly string[]): void {
    for (const line of lines) this.#waiting += `${line}\n`
    if (this.#waiting.length >= batchLength) this.flush()
  }

  flush(): void {
    if (this.#waiting !== '') this.#output.write(this.#waiting)
    this.#waiting = ''
  }
}
