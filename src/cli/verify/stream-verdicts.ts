import type { Difference, Head, JournalRecord } from '../../index.ts'
import { machineOf } from '../../machines/facts-only.ts'
import { upcast } from '../../services/journal/upcast.ts'
import { Differences } from '../../services/journal/verify/difference.ts'
import { StreamCheck } from '../../services/journal/verify/stream-check.ts'

/** What was found in one stream. */
export interface StreamVerdict {
  readonly stream: string
  readonly ok: boolean
  readonly records: number
  readonly chain: 'unbroken' | 'absent' | 'broken'
  /** Its last record; null if it has no chain. */
  readonly head: Head | null
  /** How many differences there are; the first of them are told. */
  readonly count: number
  readonly differences: readonly Omit<Difference, 'stream'>[]
}

interface Stream {
  readonly check: StreamCheck
  readonly differences: Differences
  records: number
}

/** Checks many streams at once, each by itself, in one reading. Its memory grows with the streams, not the records. */
export class StreamVerdicts {
  readonly #streams = new Map<string, Stream>()
  readonly #limit: number

  /** @param limit how many differences of each stream are told */
  constructor(limit: number) {
    this.#limit = limit
  }

  async take(stream: string, record: JournalRecord): Promise<void> {
    const known = this.#streams.get(stream) ?? this.#begin(stream)
    known.records++
    await known.check.take(record)
  }

  get all(): StreamVerdict[] {
    return [...this.#streams].map(([stream, known]) => verdictOn(stream, known))
  }

  #begin(stream: string): Stream {
    const differences = new Differences(this.#limit)
    const check = new StreamCheck(stream, differences, upcast, (policy) => machineOf[policy])
    const begun = { check, differences, records: 0 }
    this.#streams.set(stream, begun)
    return begun
  }
}

function verdictOn(stream: string, { check, differences: { told, count }, records }: Stream): StreamVerdict {
  const { isPresent, isUnbroken } = check.chain
  return {
    stream,
    ok: count === 0,
    records,
    chain: isPresent ? (isUnbroken ? 'unbroken' : 'broken') : 'absent',
    head: isPresent ? check.head : null,
    count,
    differences: told.map(({ stream: _, ...difference }) => difference),
  }
}
