import { open, stat } from 'node:fs/promises'
import type { JournalKind } from '../journal/journal-kind.ts'

/** By its first line a text is known, or by so much of it, bytes: its first record, with its times. */
const beginningBytes = 4096

/**
 * Whether a file is still the one that it was when it was last looked at. A text that is only added to keeps its
 * beginning, whichever way it is written; a database, which does not, keeps its place on the disk.
 */
export class FileIdentity {
  readonly #file: string
  readonly #isText: boolean
  #beginning = Buffer.alloc(0)
  #place: string | undefined

  constructor(file: string, kind: JournalKind) {
    this.#file = file
    this.#isText = kind !== 'sqlite'
  }

  /** Looks at it. The first time, it is what it is. @throws what the disk says of it */
  async isSame(): Promise<boolean> {
    return this.#isText ? this.#hasItsBeginning() : this.#isInItsPlace()
  }

  async #hasItsBeginning(): Promise<boolean> {
    const known = this.#beginning
    await using handle = await open(this.#file, 'r')
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(beginningBytes), 0, beginningBytes, 0)
    const read = buffer.subarray(0, bytesRead)
    const line = read.indexOf('\n')
    this.#beginning = line === -1 ? read : read.subarray(0, line)
    return this.#beginning.subarray(0, known.length).equals(known)
  }

  async #isInItsPlace(): Promise<boolean> {
    const known = this.#place
    const { dev, ino } = await stat(this.#file, { bigint: true })
    this.#place = `${dev}:${ino}`
    return known === undefined || known === this.#place
  }
}
