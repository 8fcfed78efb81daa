import type { Step } from '../../../journal/replay-stream.ts'
import type { Actor } from './actors.ts'
import type { History } from './history.ts'
import type { Model } from './model.ts'

/** What is looked at: a session at a moment, or an actor. */
export class Look {
  readonly #model: Model
  readonly #changed: () => void
  #key: string | undefined
  /** Undefined: the newest record, whatever comes. */
  #version: number | undefined

  constructor(model: Model, changed: () => void) {
    this.#model = model
    this.#changed = changed
  }

  get key(): string | undefined {
    return this.#key
  }

  get history(): History | undefined {
    return this.#key === undefined ? undefined : this.#model.histories.get(this.#key)
  }

  get actor(): Actor | undefined {
    return this.#key === undefined ? undefined : this.#model.actors.all.get(this.#key)
  }

  /** Whether new records move the moment along. */
  get isFollowing(): boolean {
    return this.#version === undefined
  }

  /** Of the record that is looked at, from 1 on. */
  get version(): number {
    const last = this.history?.version ?? 0
    return Math.min(this.#version ?? last, last)
  }

  /** The record that is looked at, and the machine before and after it; undefined if it cannot be replayed. */
  get step(): Step | undefined {
    return this.history?.steps[this.version - 1]
  }

  /** The moment: that of the record; for one that is followed live, now. */
  get atMs(): number {
    const { history } = this
    if (!history) return this.#model.nowMs
    const recordMs = history.records[this.version - 1]?.atMs ?? 0
    return this.isNow ? Math.max(recordMs, this.#model.nowMs) : recordMs
  }

  /** Whether the moment is the present of a session that is alive. */
  get isNow(): boolean {
    const { history } = this
    return history !== undefined && this.isFollowing && this.#model.isLive(history)
  }

  choose(key: string | undefined): void {
    if (key === this.#key) return
    this.history?.letGo()
    this.#key = key
    this.#version = undefined
    this.#changed()
  }

  /** Goes to a record. The last one is left to be the last: there the moment follows what comes. */
  goTo(version: number): void {
    const last = this.history?.version ?? 0
    this.#version = version >= last ? undefined : Math.max(1, version)
    this.#changed()
  }

  /** Goes so many records on, or back. */
  move(by: number): void {
    this.goTo(this.version + by)
  }

  /** Stays at the record that is the last one now. */
  pause(): void {
    this.#version = this.version
    this.#changed()
  }

  /** Catches up with what has come meanwhile, and follows it. */
  follow(): void {
    this.#version = undefined
    this.#changed()
  }

  /** Goes to the last record made by a time. */
  goToTime(atMs: number): void {
    const records = this.history?.records ?? []
    const index = records.findLastIndex((record) => record.atMs <= atMs)
    this.goTo(Math.max(1, index + 1))
  }
}
