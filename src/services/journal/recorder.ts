import { HalflifeError } from '../../errors.ts'
import type { TokenFact } from '../../machines/facts.ts'
import type { Policy } from '../../machines/token-life.ts'
import { machineVersion } from '../../machines/token-machine.ts'
import type { Journal } from './journal.ts'
import type { JournalRecord, RecordedEvent } from './record.ts'

export interface RecorderOptions {
  readonly journal: Journal
  readonly stream: string
  readonly policy: Policy
  /** The stream's last version so far; 0 begins the stream. */
  readonly version: number
  /** The wall clock. */
  now(): number
}

/** What the recorder has to say, to whoever hosts it. */
export interface RecorderHost {
  /** A write failed; the records wait, and are written again `afterFailures` times. */
  failed(error: unknown, afterFailures: number): void
  /** Somebody else writes to the stream: nothing more will be recorded. */
  fenced(error: HalflifeError): void
}

/** How many records are written at once, at most. */
const batchSize = 1000

/**
 * Writes a session's records behind it, in order, and never in its way. While a journal cannot be written, the
 * records wait here.
 */
export class Recorder {
  readonly #options: RecorderOptions
  readonly #host: RecorderHost
  readonly #waiting: JournalRecord[] = []
  #written: number
  #failures = 0
  /** How many records the last failed write had. Perhaps it was done after all: it is repeated as it was. */
  #inDoubt: number | undefined
  #fencedBy: HalflifeError | undefined
  #writing: Promise<void> | undefined

  constructor(options: RecorderOptions, host: RecorderHost) {
    this.#options = options
    this.#host = host
    this.#written = options.version
  }

  /** How many records wait to be written. */
  get lag(): number {
    return this.#waiting.length
  }

  record(event: RecordedEvent, facts: readonly TokenFact[], state: string): void {
    if (this.#fencedBy) return
    const { stream, policy } = this.#options
    this.#waiting.push({
      stream,
      version: this.#written + this.#waiting.length + 1,
      atMs: event.atMs,
      type: event.type,
      event,
      facts,
      state,
      machine: machineVersion,
      policy,
      recordedAtMs: this.#options.now(),
    })
    // After a failure, the host says when it is time to write again.
    if (this.#failures === 0) this.write().catch(() => {})
  }

  /**
   * Writes all that waits.
   *
   * @throws whatever the journal threw; HalflifeError `ERR_STREAM_EXISTS`, `ERR_VERSION_CONFLICT` once fenced
   */
  write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined
    })
    return this.#writing
  }

  /** Writes all that waits, for the last time. @throws whatever the journal threw, unless fenced */
  async finish(): Promise<void> {
    try {
      await this.write()
    } catch (error) {
      if (!this.#fencedBy) throw error
    }
  }

  async #writeAll(): Promise<void> {
    // What happens in one go is written in one go.
    await undefined
    while (this.#waiting.length > 0 && !this.#fencedBy) {
      const batch = this.#waiting.slice(0, this.#inDoubt ?? batchSize)
      try {
        await this.#options.journal.append(this.#options.stream, batch, this.#written)
      } catch (error) {
        this.#inDoubt = batch.length
        this.#refused(error)
        continue
      }
      this.#failures = 0
      this.#inDoubt = undefined
      this.#written += batch.length
      this.#waiting.splice(0, batch.length)
    }
    if (this.#fencedBy) throw this.#fencedBy
  }

  #refused(error: unknown): void {
    if ((error as HalflifeError | undefined)?.code !== 'ERR_VERSION_CONFLICT') {
      this.#failures++
      this.#host.failed(error, this.#failures)
      throw error
    }
    const { stream, version } = this.#options
    this.#fencedBy =
      version === 0 && this.#written === 0
        ? new HalflifeError(
            'ERR_STREAM_EXISTS',
            `Stream ${stream} exists already: continue it with resumeSession, or choose another name.`,
          )
        : (error as HalflifeError)
    this.#waiting.length = 0
    this.#host.fenced(this.#fencedBy)
  }
}
