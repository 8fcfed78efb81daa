import { HalflifeError } from '../../errors.ts'
import type { TokenFact } from '../../machines/facts.ts'
import type { Policy } from '../../machines/token-life.ts'
import { machineVersion } from '../../machines/token-machine.ts'
import type { SteadyTime } from '../clock/steady-time.ts'
import { backoffMs } from '../refresh/retry.ts'
import type { Journal } from './journal.ts'
import type { JournalRecord, RecordedEvent } from './record.ts'

export interface RecorderOptions {
  readonly journal: Journal
  readonly stream: string
  readonly policy: Policy
  readonly time: SteadyTime
  readonly random: () => number
}

/** How many records are written at once, at most. */
const batchSize = 1000

/**
 * Writes a session's records behind it, in order, and never in its way. While the journal cannot be written, the
 * records wait here.
 */
export class Recorder {
  /** When to write again after a failure, on the steady time: the host calls `write()` then. */
  writeAgainAtMs = Infinity
  readonly #options: RecorderOptions
  readonly #onTrouble: (error: unknown) => void
  readonly #isNew: boolean
  readonly #waiting: JournalRecord[] = []
  #written: number
  #failures = 0
  /** How many records the last failed write had. Perhaps it was done after all: it is repeated as it was. */
  #inDoubt = 0
  #fencedBy: HalflifeError | undefined
  #writing: Promise<void> | undefined

  /**
   * @param version the stream's last version so far; 0 begins the stream
   * @param onTrouble hears each failure of the journal, and at the last why nothing more is recorded: a HalflifeError
   *   `ERR_VERSION_CONFLICT`, for another writer, or `ERR_STREAM_EXISTS`
   */
  constructor(options: RecorderOptions, version: number, onTrouble: (error: unknown) => void) {
    this.#options = options
    this.#onTrouble = onTrouble
    this.#isNew = version === 0
    this.#written = version
  }

  /** How many records wait to be written. */
  get lag(): number {
    return this.#waiting.length
  }

  record(event: RecordedEvent, facts: readonly TokenFact[], state: string): void {
    if (this.#fencedBy) return
    const { stream, policy, time } = this.#options
    const version = this.#written + this.lag + 1
    const { atMs, type } = event
    const machine = machineVersion
    this.#waiting.push({
      stream,
      version,
      atMs,
      type,
      event,
      facts,
      state,
      machine,
      policy,
      recordedAtMs: time.wallNow(),
    })
    if (this.#failures === 0) this.write().catch(() => {})
  }

  /** Writes all that waits. @throws what the journal throws, and what ended the recording */
  write(): Promise<void> {
    this.writeAgainAtMs = Infinity
    this.#writing ??= this.#writeAll()
    return this.#writing
  }

  /** Writes all that waits, for the last time. @throws what the journal throws */
  async finish(): Promise<void> {
    await this.write().catch((error) => {
      if (error !== this.#fencedBy) throw error
    })
  }

  async #writeAll(): Promise<void> {
    // What happens in one go is written in one go.
    await undefined
    try {
      while (this.lag > 0) await this.#writeBatch(this.#waiting.slice(0, this.#inDoubt || batchSize))
    } finally {
      // In the same step as the last look at what waits: or what is recorded in between waits for the next record.
      this.#writing = undefined
    }
    if (this.#fencedBy) throw this.#fencedBy
  }

  async #writeBatch(batch: readonly JournalRecord[]): Promise<void> {
    try {
      await this.#options.journal.append(this.#options.stream, batch, this.#written)
    } catch (error) {
      this.#refused(error, batch.length)
      throw this.#fencedBy ?? error
    }
    this.#failures = 0
    this.#inDoubt = 0
    this.#written += batch.length
    this.#waiting.splice(0, batch.length)
  }

  #refused(error: unknown, batchLength: number): void {
    const { stream, time, random } = this.#options
    if ((error as HalflifeError | undefined)?.code === 'ERR_VERSION_CONFLICT') {
      this.#fencedBy =
        this.#isNew && this.#written === 0
          ? new HalflifeError(
              'ERR_STREAM_EXISTS',
              `Stream ${stream} exists: resume it, or choose another name.`,
            )
          : (error as HalflifeError)
      this.#waiting.length = 0
    } else {
      this.#inDoubt = batchLength
      this.#failures++
      this.writeAgainAtMs = time.now() + backoffMs(this.#failures, random)
    }
    this.#onTrouble(this.#fencedBy ?? error)
  }
}
