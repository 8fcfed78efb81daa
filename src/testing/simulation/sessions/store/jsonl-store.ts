import type { Checkpoint, Journal } from '../../../../services/journal/journal.ts'
import { JsonlJournal } from '../../../../services/journal/jsonl/jsonl-journal.ts'
import { Log } from '../../../../services/journal/jsonl/log.ts'
import type { Crash } from '../script.ts'
import { markers } from '../tokens.ts'
import { isOlder, newerFile, olderFile, upcastOlder } from './builds.ts'
import { SimulatedDisk } from './simulated-disk.ts'
import type { Store, Trouble } from './store.ts'

const file = '/simulated/journal.jsonl'

/** The real JSONL journal, on a disk that is simulated. Its lock and its checkpoints are in memory, too. */
export class JsonlStore implements Store {
  readonly #disk: SimulatedDisk
  readonly #checkpoints = new Map<string, Checkpoint>()
  /** How a damaged file is opened: the operator has said that what is damaged may be set aside. */
  salvages = false
  onCrash: () => void = () => {}

  constructor(disk = new SimulatedDisk()) {
    this.#disk = disk
    disk.onCrash = () => this.onCrash()
  }

  get trouble(): Trouble | undefined {
    return this.#disk.trouble
  }
  set trouble(trouble: Trouble | undefined) {
    this.#disk.trouble = trouble
  }
  get crash(): Crash | undefined {
    return this.#disk.crash
  }
  set crash(crash: Crash | undefined) {
    this.#disk.crash = crash
  }

  async open(): Promise<Journal> {
    const log = new Log({
      file,
      disk: this.#disk,
      readOnly: false,
      salvage: this.salvages,
      onRepair: () => {},
      beside: {
        acquireLock: async () => ({ isHeld: () => true, release: async () => {} }),
        setAside: async () => `${file}.damaged`,
      },
    })
    await log.open()
    const journal = new JsonlJournal(log, this.#keeper(), { file, readOnly: false })
    return {
      append: (...append) => journal.append(...append),
      async *read(...read) {
        for await (const record of journal.read(...read)) yield isOlder(record) ? upcastOlder(record) : record
      },
      readAll: (from) => journal.readAll(from),
      saveCheckpoint: (...checkpoint) => journal.saveCheckpoint(...checkpoint),
      loadCheckpoint: (...checkpoint) => journal.loadCheckpoint(...checkpoint),
      close: () => journal.close(),
    }
  }

  abandon(): void {
    this.#disk.abandon()
  }

  damageCheckpoint(): void {
    for (const [stream, kept] of this.#checkpoints)
      this.#checkpoints.set(stream, { ...kept, snapshot: undefined })
  }

  makeOlder(): boolean {
    this.#disk.replace(olderFile(this.#disk.content))
    this.#checkpoints.clear()
    return true
  }

  makeNewer(): () => void {
    return this.#changed(newerFile(this.#disk.content))
  }

  damageMiddle(at: number): (() => void) | undefined {
    const { content } = this.#disk
    // What the last write left cannot be told from a torn one; all before it can.
    const lastButOne = content.lastIndexOf(10, content.lastIndexOf(10, content.length - 2) - 1)
    if (lastButOne < 1) return undefined
    const damaged = Buffer.from(content)
    const byte = Math.floor((lastButOne * at) / 1000)
    damaged[byte] = (damaged[byte] ?? 0) ^ 1
    return this.#changed(damaged)
  }

  leaks(): boolean {
    return markers.some((marker) => this.#disk.content.includes(marker))
  }

  /** @returns puts back what was there, and says whether it was left as it is */
  #changed(content: Buffer): () => void {
    const before = Buffer.from(this.#disk.content)
    this.#disk.replace(content)
    return () => {
      const isUntouched = this.#disk.content.equals(content)
      this.#disk.replace(before)
      if (!isUntouched) throw new Error('what could not be read was written to')
    }
  }

  #keeper() {
    const kept = this.#checkpoints
    return {
      load: async (stream: string, machine: string) => {
        const checkpoint = kept.get(stream)
        return checkpoint?.machine === machine ? checkpoint : undefined
      },
      save: async (stream: string, checkpoint: Checkpoint) => void kept.set(stream, checkpoint),
      forget: () => {},
    }
  }
}
