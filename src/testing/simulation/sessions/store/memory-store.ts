import type { Checkpoint, Journal } from '../../../../services/journal/journal.ts'
import { createMemoryJournal } from '../../../../services/journal/memory-journal.ts'
import type { Crash } from '../script.ts'
import { never, type Store, type Trouble } from './store.ts'

/** A memory journal as if it were elsewhere, on a server: processes come and go, and it stays. */
export class MemoryStore implements Store {
  trouble: Trouble | undefined
  salvages = false
  crash: Crash | undefined
  onCrash: () => void = () => {}
  readonly #journal = createMemoryJournal()
  #checkpoints = new Map<string, Checkpoint>()
  #process = 0

  async open(): Promise<Journal> {
    const process = ++this.#process
    const journal = this.#journal
    return {
      ...journal,
      append: async (stream, records, expectedVersion) => {
        if (process !== this.#process) return never()
        if (this.trouble) throw new Error(`the store is ${this.trouble.kind}`)
        const { crash } = this
        // The append arrives, or it does not; that it did, nobody hears.
        if (crash && crash.at < 500) return this.#die()
        const version = await journal.append(stream, records, expectedVersion)
        return crash ? this.#die() : version
      },
      saveCheckpoint: async (stream, checkpoint) => void this.#checkpoints.set(stream, checkpoint),
      loadCheckpoint: async (stream, machine) => {
        const kept = this.#checkpoints.get(stream)
        return kept?.machine === machine ? structuredClone(kept) : undefined
      },
    }
  }

  abandon(): void {
    this.#process++
    this.crash = undefined
  }

  damageCheckpoint(): void {
    for (const [stream, kept] of this.#checkpoints)
      this.#checkpoints.set(stream, { ...kept, snapshot: undefined })
  }

  makeOlder(): boolean {
    return false
  }

  makeNewer(): undefined {
    return undefined
  }

  damageMiddle(): undefined {
    return undefined
  }

  leaks(): boolean {
    return false
  }

  #die(): Promise<never> {
    this.abandon()
    this.onCrash()
    return never()
  }
}
