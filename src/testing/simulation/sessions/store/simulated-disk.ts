import type { Disk, DiskFile } from '../../../../services/journal/jsonl/disk.ts'
import type { Crash } from '../script.ts'
import { never, type Trouble } from './store.ts'

const sectorBytes = 512

/** One file on a disk in memory, which does to it what disks do: what was not synchronized may be there in part. */
export class SimulatedDisk implements Disk {
  trouble: Trouble | undefined
  crash: Crash | undefined
  onCrash: () => void = () => {}
  #bytes = Buffer.alloc(64 * 1024)
  #size = 0
  /** All before it is on the disk, whatever happens. */
  #syncedSize = 0
  /** Which process the disk serves. Whoever has died gets no answer. */
  #process = 0
  readonly #syncs: 'truly' | 'in-words'

  /** @param syncs whether what it says is on the disk is there */
  constructor(syncs: 'truly' | 'in-words' = 'truly') {
    this.#syncs = syncs
  }

  /** All that is on it now. To be looked at only. */
  get content(): Buffer {
    return this.#bytes.subarray(0, this.#size)
  }

  /** Other bytes take the place of all there is. */
  replace(content: Buffer): void {
    this.#reserve(content.length)
    content.copy(this.#bytes)
    this.#size = content.length
    this.#syncedSize = content.length
  }

  /** The process that has the file open dies. */
  abandon(): void {
    this.#process++
    this.crash = undefined
    this.#syncedSize = this.#size
  }

  async open(): Promise<DiskFile> {
    const process = this.#process
    const asked = <T>(answer: () => T | Promise<T>): Promise<T> =>
      process === this.#process ? Promise.resolve(answer()) : never()
    const refuseGone = () => {
      if (this.trouble?.kind === 'gone') throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })
    }
    // Each of them async, so that what it throws rejects.
    return {
      read: async (buffer, position) =>
        asked(() => this.#bytes.copy(buffer, 0, Math.min(position, this.#size), this.#size)),
      write: async (bytes, position) => {
        refuseGone()
        return asked(() => this.#write(bytes, position))
      },
      truncate: async (length) => {
        refuseGone()
        return asked(() => {
          this.#size = Math.min(this.#size, length)
          this.#syncedSize = Math.min(this.#syncedSize, length)
        })
      },
      sync: async () => {
        refuseGone()
        return asked(() => {
          if (this.#syncs === 'truly') this.#syncedSize = this.#size
        })
      },
      look: async () => {
        refuseGone()
        return asked(() => ({ size: this.#size, isInPlace: true }))
      },
      close: async () => {},
    }
  }

  #write(bytes: Buffer, position: number): undefined | Promise<never> {
    if (this.trouble) {
      this.#put(bytes.subarray(0, this.trouble.spaceBytes), position)
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
    }
    this.#put(bytes, position)
    if (!this.crash) return undefined
    this.#lose(this.crash)
    this.abandon()
    this.onCrash()
    return never()
  }

  /** What a crash does to all that was not synchronized. */
  #lose({ leaves, at }: Crash): void {
    const from = this.#syncedSize
    const pending = this.#size - from
    const kept = from + Math.floor((pending * at) / 1000)
    const sector = Math.floor(kept / sectorBytes) * sectorBytes
    const [start, end] = [Math.max(from, sector), Math.min(this.#size, sector + sectorBytes)]
    if (leaves === 'torn') this.#size = kept
    else if (leaves === 'lost-sector') this.#size = start
    else if (leaves === 'zeroed-sector') this.#bytes.fill(0, start, end)
    else if (leaves === 'duplicated-sector') {
      // It came where the next one belongs, too.
      const copy = Buffer.from(this.#bytes.subarray(start, end))
      copy.copy(this.#bytes, end, 0, Math.max(0, Math.min(copy.length, this.#size - end)))
    }
  }

  #put(bytes: Buffer, position: number): void {
    this.#reserve(position + bytes.length)
    bytes.copy(this.#bytes, position)
    this.#size = Math.max(this.#size, position + bytes.length)
    this.#syncedSize = Math.min(this.#syncedSize, position)
  }

  #reserve(size: number): void {
    if (size <= this.#bytes.length) return
    const larger = Buffer.alloc(Math.max(size, this.#bytes.length * 2))
    this.#bytes.copy(larger, 0, 0, this.#size)
    this.#bytes = larger
  }
}
