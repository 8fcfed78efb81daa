import type { TokenFact } from '../../machines/facts.ts'
import { machineOf } from '../../machines/facts-only.ts'
import { machineVersion } from '../../machines/token-machine.ts'
import { begin, type Decision, decide } from './decision.ts'
import { corrupt } from './errors.ts'
import type { JournalRecord } from './record.ts'
import { malformationOf } from './record-shape.ts'
import type { TableStanding } from './standing.ts'
import { upcast as upcastToday } from './upcast.ts'
import type { Upcast } from './upcasting/create-upcast.ts'
import { isNewer, newer } from './upcasting/newer.ts'

/** How records are read. */
export interface ReadingOptions {
  /** Default: the steps of this version. */
  readonly upcast?: Upcast
}

/** One record, and the machine before and after it. It knows no other step: a long fold keeps none of them. */
export class Step {
  /** As it is understood today: upcast, if it is old. */
  readonly record: JournalRecord
  /** Absent for the first. */
  readonly before: TableStanding | undefined
  readonly after: TableStanding
  /** What today's machine decides. `verify` compares it with what was recorded. */
  readonly facts: readonly TokenFact[]

  constructor(record: JournalRecord, before: TableStanding | undefined, { standing, facts }: Decision) {
    this.record = record
    this.before = before
    this.after = standing
    this.facts = facts
  }
}

/** Folds one stream, record by record. Reads no clock, calls nothing, and keeps nothing but where it stands. */
export class StreamReplay {
  readonly #upcast: Upcast
  #last: Step | undefined

  /** @param after a step of a checkpoint; absent: the stream is read from its beginning */
  constructor({ upcast = upcastToday }: ReadingOptions = {}, after?: Step) {
    this.#upcast = upcast
    this.#last = after
  }

  /** The last step taken; the one it was begun with, before that. */
  get last(): Step | undefined {
    return this.#last
  }

  /** A record as it is understood today. @throws HalflifeError `ERR_JOURNAL_NEWER`, `ERR_JOURNAL_CORRUPT` */
  read(stored: JournalRecord): JournalRecord {
    return this.#upcast(stored)
  }

  /**
   * Takes the next record, as `read` gives it.
   *
   * @throws HalflifeError `ERR_JOURNAL_CORRUPT` for what cannot follow, or is no record; `ERR_JOURNAL_NEWER` for a
   *   record of a machine that this version does not know
   */
  take(record: JournalRecord): Step {
    const { stream = '', version = 0, machine } = record ?? {}
    if (isNewer(machine)) throw newer(stream, version, `was decided by ${machine}; this is ${machineVersion}`)
    const malformation = malformationOf(record)
    if (malformation) throw corrupt(stream, version, malformation)
    const before = this.#last
    const expected = (before?.record.version ?? 0) + 1
    if (before && stream !== before.record.stream)
      throw corrupt(stream, version, `does not belong to ${before.record.stream}`)
    if (version !== expected) throw corrupt(stream, version, `expected version ${expected} here`)
    if (before && record.policy !== before.record.policy) throw corrupt(stream, version, 'another policy')
    this.#last = new Step(record, before?.after, decisionOn(record, before?.after))
    return this.#last
  }
}

function decisionOn({ stream, version, event, policy }: JournalRecord, before?: TableStanding): Decision {
  if (event.type === 'session.opened') {
    if (before) throw corrupt(stream, version, 'a second session.opened')
    return begin(machineOf[policy], event.input)
  }
  if (!before) throw corrupt(stream, version, 'the stream does not begin with session.opened')
  if (event.type === 'session.closed') return { standing: before, facts: [] }
  return decide(before, event)
}
