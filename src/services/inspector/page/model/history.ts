import type { TokenContext } from '../../../../machines/context.ts'
import type { JournalRecord } from '../../../journal/record.ts'
import { type Step, StreamReplay } from '../../../journal/replay-stream.ts'
import { upcast } from '../../../journal/upcast.ts'
import { Fold } from './fold.ts'
import { type Phase, phaseIn } from './phase.ts'

/** One session: its records, folded as they come. */
export class History {
  /** Unique on the page: a stream's name is so within its source only. */
  readonly key: string
  readonly stream: string
  readonly source: string
  readonly records: JournalRecord[] = []
  /** Why the records cannot be replayed any further; what follows is shown as it was recorded. */
  fault: string | undefined
  /** For the filter: all that it looks for, in small letters. */
  searched = ''
  readonly #fold = new Fold()
  #replay: StreamReplay | undefined
  readonly #steps: Step[] = []

  constructor(source: string, stream: string) {
    this.key = `${source}/${stream}`
    this.source = source
    this.stream = stream
  }

  /** Takes the next record. One that it has already is told again, not new; another of the same version is damage. */
  take(record: JournalRecord): void {
    const known = this.records[record.version - 1]
    if (known?.version === record.version) {
      if (JSON.stringify(known) === JSON.stringify(record)) return
      this.fault ??= `Record ${record.version} came twice, and not the same.`
      return
    }
    this.records.push(record)
    if (!this.fault) this.#attempt(() => this.#fold.take(upcast(record)))
    this.searched = `${this.stream} ${record.policy} ${this.path} ${this.phase}`.toLowerCase()
  }

  /** What the machine remembers after the last record; undefined if there is none that can be read. */
  get context(): TokenContext | undefined {
    return this.#fold.state?.context
  }

  get version(): number {
    return this.records.at(-1)?.version ?? 0
  }

  /** When the last record was made, ms. */
  get atMs(): number {
    return this.records.at(-1)?.atMs ?? 0
  }

  /** As `refreshing-half.requesting`. */
  get path(): string {
    return this.records.at(-1)?.state ?? ''
  }

  get phase(): Phase {
    if (this.fault) return 'unreadable'
    const phase = phaseIn(this.path)
    return this.isClosed && phase !== 'kicked' ? 'closed' : phase
  }

  get isClosed(): boolean {
    return this.records.at(-1)?.type === 'session.closed'
  }

  /** Whether nothing can follow: it was closed, or kicked. */
  get hasEnded(): boolean {
    return this.isClosed || this.path === 'kicked'
  }

  /** Every record that can be replayed, with the machine before and after it. Made when first asked for. */
  get steps(): readonly Step[] {
    this.#replay ??= new StreamReplay()
    while (this.#steps.length < this.records.length) {
      const record = this.records[this.#steps.length] as JournalRecord
      const replay = this.#replay
      const isRead = this.#attempt(() => this.#steps.push(replay.take(replay.read(record))))
      if (!isRead) break
    }
    return this.#steps
  }

  /** Forgets what `steps` made: of thousands of sessions only one is looked at. */
  letGo(): void {
    this.#replay = undefined
    this.#steps.length = 0
  }

  #attempt(read: () => void): boolean {
    try {
      read()
      return true
    } catch (error) {
      this.fault = error instanceof Error ? error.message : String(error)
      return false
    }
  }
}
