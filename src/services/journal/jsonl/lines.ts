import type { DiskFile } from './disk.ts'

/** A piece of a file up to a line feed, or up to the end of the file. */
export interface Line {
  /** Without its line feed. Valid until the next line is taken. */
  readonly bytes: Buffer
  /** Where it begins, bytes from the beginning of the file. */
  readonly at: number
  /** Where the next line begins. */
  readonly next: number
  /** It ends with a line feed. */
  readonly isWhole: boolean
}

const lineFeed = 10
const chunkBytes = 128 * 1024

/** Gives lines out of a file: those that lie together with one read of it. */
export class LineReader {
  readonly #file: DiskFile
  #chunk = Buffer.alloc(0)
  #chunkAt = 0

  constructor(file: DiskFile) {
    this.#file = file
  }

  /** The line that begins there; `undefined` at the end of the file. */
  async lineAt(at: number): Promise<Line | undefined> {
    const line = this.#lineInChunk(at)
    if (line) return line
    for (let bytes = chunkBytes; ; bytes *= 2) {
      await this.#load(at, bytes)
      const found = this.#lineInChunk(at)
      if (found) return found
      if (this.#chunk.length < bytes) break
    }
    if (this.#chunk.length === 0) return undefined
    return { bytes: this.#chunk, at, next: at + this.#chunk.length, isWhole: false }
  }

  #lineInChunk(at: number): Line | undefined {
    const from = at - this.#chunkAt
    if (from < 0 || from >= this.#chunk.length) return undefined
    const to = this.#chunk.indexOf(lineFeed, from)
    if (to < 0) return undefined
    return { bytes: this.#chunk.subarray(from, to), at, next: this.#chunkAt + to + 1, isWhole: true }
  }

  async #load(at: number, bytes: number): Promise<void> {
    const chunk = Buffer.allocUnsafe(bytes)
    this.#chunk = chunk.subarray(0, await this.#file.read(chunk, at))
    this.#chunkAt = at
  }
}
