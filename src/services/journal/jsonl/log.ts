import { isClosed, unusable } from '../durable/errors.ts'
import type { Head } from '../durable/seal.ts'
import { corrupt } from '../errors.ts'
import type { JournalRecord } from '../record.ts'
import type { Access, Disk, DiskFile } from './disk.ts'
import { type Entry, readEntry, writeEntry } from './entry.ts'
import { LineReader } from './lines.ts'
import { acquireLock, type Lock } from './lock.ts'
import { type Repair, setAside } from './repair.ts'
import { damage, type Extent, type Rest, scan } from './scan.ts'
import { StreamIndex } from './stream-index.ts'

export interface LogOptions {
  readonly file: string
  readonly disk: Disk
  readonly readOnly: boolean
  readonly salvage: boolean
  readonly onRepair: (repair: Repair) => void
  /** What a log makes beside its file. Default: the platform's files; simulations have none. */
  readonly beside?: Beside
}

/** The two files that a log may make beside its own. */
export interface Beside {
  /** Takes the right to write. */
  readonly acquireLock: (file: string) => Promise<Lock>
  /** Copies what is damaged out of the way. @returns where to */
  readonly setAside: (file: string, from: DiskFile, position: number) => Promise<string>
}

/** Records to be written, sealed: one append to a stream. */
export interface Addition {
  readonly stream: string
  readonly texts: readonly string[]
  readonly head: Head
}

const systemFiles: Beside = { acquireLock, setAside }

const emptyFile: Extent = { end: 0, seq: 0 }

/** A journal's file: what is whole in it, where each record stands, and how more is written behind it. */
export class Log {
  /** What the last look at the file had to leave out, if anything. */
  repaired: Repair | undefined
  readonly #options: LogOptions
  #file: DiskFile | undefined
  #lock: Lock | undefined
  #index = new StreamIndex()
  #extent = emptyFile
  /** How many bytes there were at the last look, those behind the end included. */
  #seenBytes = 0
  /** There are bytes behind the end that nobody was told were written: they are cut off before more is. */
  #hasTail = false
  /** The last look that was asked for. */
  #looking: Promise<void> = Promise.resolve()

  constructor(options: LogOptions) {
    this.#options = options
  }

  /** How many bytes are whole. */
  get end(): number {
    return this.#extent.end
  }

  head(stream: string): Head {
    return this.#index.head(stream)
  }

  /** @throws HalflifeError `ERR_JOURNAL_LOCKED`, `ERR_JOURNAL_FILE`, `ERR_JOURNAL_CORRUPT` */
  async open(): Promise<void> {
    await this.#openFor(this.#options.readOnly ? 'read' : 'create')
  }

  /** Looks for what others have written since: only who reads has to. */
  lookAgain(): Promise<void> {
    if (!this.#options.readOnly) return Promise.resolve()
    // One look at a time: each begins where the one before it came to.
    this.#looking = this.#looking.catch(() => {}).then(() => this.#look())
    return this.#looking
  }

  async #look(): Promise<void> {
    try {
      const sight = await this.#file?.look()
      if (!sight?.isInPlace || sight.size < this.end) await this.#reopen()
      else if (sight.size !== this.#seenBytes) await this.#scan()
    } catch (error) {
      throw this.#why(error, 'cannot be read')
    }
  }

  /**
   * Writes additions, all or none of them, and resolves once they are on disk.
   *
   * @throws HalflifeError `ERR_JOURNAL_FILE`; then nothing was written, and it may be tried again
   */
  async write(additions: readonly Addition[]): Promise<void> {
    const { end, seq } = this.#extent
    const parts = additions.reduce((sum, { texts }) => sum + texts.length, 0)
    if (parts === 0) return
    const places: number[] = []
    let lines = ''
    let next = end
    for (const text of additions.flatMap(({ texts }) => texts)) {
      const part = places.length + 1
      const line = writeEntry(seq + part, part, parts, text)
      places.push(next)
      lines += line
      next += Buffer.byteLength(line)
    }
    try {
      this.#hasTail = true
      await this.#present().write(Buffer.from(lines), end)
      await this.#present().sync()
      const { isInPlace } = await this.#present().look()
      // What was written to a file that was taken away is lost.
      if (!isInPlace) throw new Error('another file stands in its place')
    } catch (error) {
      throw this.#why(error, 'cannot be written')
    }
    this.#hasTail = false
    this.#extent = { end: next, seq: seq + parts }
    for (const { stream, head, texts } of additions) {
      this.#index.append(stream, head, ...places.splice(0, texts.length))
    }
  }

  /**
   * Sees to it that more can be written: the file is in its place and as it was left, the lock is ours, and
   * whatever is left of a write that failed is cut off.
   */
  async prepare(): Promise<void> {
    try {
      const sight = await this.#file?.look()
      const isAsLeft = this.#hasTail || sight?.size === this.end
      if (!sight?.isInPlace || !isAsLeft || !this.#lock?.isHeld()) await this.#reopen()
      if (this.#hasTail) {
        await this.#present().truncate(this.end)
        await this.#present().sync()
        this.#hasTail = false
      }
    } catch (error) {
      throw this.#why(error, 'cannot be written')
    }
  }

  /** The record of that version; `undefined` if it is not there. */
  async record(reader: LineReader, stream: string, version: number): Promise<JournalRecord | undefined> {
    const at = this.#index.lineOf(stream, version)
    if (at === undefined) return undefined
    const { record } = await this.entry(reader, at)
    if (record.stream === stream && record.version === version) return record
    throw corrupt(stream, version, `another record stands in its place (byte ${at} of the file)`)
  }

  /** The entry whose line begins there, and where the next one does. @throws HalflifeError `ERR_JOURNAL_CORRUPT` */
  async entry(reader: LineReader, at: number): Promise<Entry & { readonly next: number }> {
    try {
      const line = await reader.lineAt(at)
      const entry = line?.isWhole ? readEntry(line.bytes) : undefined
      if (line && entry) return { ...entry, next: line.next }
      throw line ? damage(line, 'the line is damaged') : new Error('the file has become shorter')
    } catch (error) {
      throw this.#why(error, 'cannot be read')
    }
  }

  /** Whether a line ends before that byte. */
  async isLineEnd(at: number): Promise<boolean> {
    const byte = Buffer.alloc(1)
    await this.#present().read(byte, at - 1)
    return byte[0] === 10
  }

  reader(): LineReader {
    return new LineReader(this.#present())
  }

  async close(): Promise<void> {
    const [file, lock] = [this.#file, this.#lock]
    this.#file = undefined
    this.#lock = undefined
    await file?.close()
    await lock?.release()
  }

  async #openFor(access: Access): Promise<void> {
    try {
      await this.#open(access)
    } catch (error) {
      await this.close()
      throw this.#why(error, 'cannot be opened as a journal')
    }
  }

  async #open(access: Access): Promise<void> {
    const { file, disk, beside = systemFiles } = this.#options
    if (access !== 'read') this.#lock = await beside.acquireLock(file)
    this.#file = await disk.open(file, access)
    this.#index = new StreamIndex()
    this.#extent = emptyFile
    await this.#scan()
    // Whoever wrote it may have died before it was on the disk: what is built upon must be.
    if (access !== 'read') await this.#file.sync()
  }

  /** Takes the file that is there now. Should there be none, a new and empty one would be no help. */
  async #reopen(): Promise<void> {
    await this.close()
    await this.#openFor(this.#options.readOnly ? 'read' : 'write')
  }

  async #scan(): Promise<void> {
    const found = await scan(this.#present(), this.#extent, ({ record }, at) => this.#index.add(record, at))
    const { rest } = found
    if (rest.is === 'foreign') throw unusable(this.#options.file, 'is not a journal of halflife')
    this.#extent = { end: found.end, seq: found.seq }
    this.#seenBytes = found.end + (rest.is === 'nothing' ? 0 : rest.bytes)
    this.#hasTail = rest.is !== 'nothing'
    this.repaired = undefined
    if (rest.is !== 'nothing') await this.#leaveOut(rest)
  }

  async #leaveOut(rest: Extract<Rest, { is: 'torn' | 'damaged' }>): Promise<void> {
    const { file, readOnly, salvage, onRepair, beside = systemFiles } = this.#options
    if (rest.is === 'damaged' && !salvage) throw rest.error
    const isKept = rest.is === 'damaged' && !readOnly
    this.repaired = {
      atByte: this.end,
      bytes: rest.bytes,
      ...(isKept && { setAsideIn: await beside.setAside(file, this.#present(), this.end) }),
    }
    onRepair(this.repaired)
  }

  #present(): DiskFile {
    if (!this.#file) throw isClosed(this.#options.file)
    return this.#file
  }

  #why(error: unknown, what: string): Error {
    const { code } = error as { code?: unknown }
    if (String(code).startsWith('ERR_JOURNAL_') || code === 'ERR_OPTION') return error as Error
    return unusable(this.#options.file, what, error)
  }
}
