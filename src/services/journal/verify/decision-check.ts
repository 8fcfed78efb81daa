import { nextDeadlineMs } from '../../../machines/deadline.ts'
import { isReached } from '../../../machines/points.ts'
import type { Policy } from '../../../machines/token-life.ts'
import type { TokenMachine } from '../../../machines/token-machine.ts'
import { canonicalJson } from '../canonical-json.ts'
import { begin, type Decision, decide } from '../decision.ts'
import type { JournalRecord } from '../record.ts'
import type { TableStanding } from '../standing.ts'
import type { Note } from './note.ts'

/** Whether today's machine, told the same, decides the same. */
export class DecisionCheck {
  readonly #machineOf: (policy: Policy) => TokenMachine
  #machine: TokenMachine | undefined
  #policy: Policy | undefined
  #standing: TableStanding | undefined
  #atMs = -Infinity
  #isClosed = false

  constructor(machineOf: (policy: Policy) => TokenMachine) {
    this.#machineOf = machineOf
  }

  /** Takes a record that is well formed. */
  take(record: JournalRecord, note: Note): void {
    const { event, facts, state, policy, atMs } = record
    this.#policy ??= policy
    if (policy !== this.#policy) note('policy', policy, this.#policy)
    if (atMs < this.#atMs) note('time', atMs, this.#atMs)
    this.#atMs = Math.max(atMs, this.#atMs)

    const isBeginning = this.#standing === undefined
    if (isBeginning !== (event.type === 'session.opened')) {
      note('record', event.type, isBeginning ? 'session.opened' : 'an event')
      return
    }
    const decision = this.#decide(record, note)
    this.#standing = decision.standing
    if (!isSame(facts, decision.facts)) note('facts', facts, decision.facts)
    const { state: decided } = decision.standing
    if (state !== decided) note('state', state, decided)
  }

  #decide({ event, policy, atMs }: JournalRecord, note: Note): Decision {
    this.#machine ??= this.#machineOf(policy)
    if (event.type === 'session.opened') return begin(this.#machine, event.input)
    const before = this.#standing as TableStanding
    if (before.status !== 'active') {
      if (event.type !== 'session.closed' || this.#isClosed) note('end', event.type, null)
      this.#isClosed = true
    }
    if (event.type === 'session.closed') return { standing: before, facts: [] }
    const deadlineMs = nextDeadlineMs(before)
    // A host tells of what is due before it tells of anything else.
    if (event.type !== 'deadline.reached' && deadlineMs !== null && isReached(deadlineMs, atMs)) {
      note('due', event.type, { type: 'deadline.reached', deadlineMs })
    }
    return decide(before, event)
  }
}

/** Mostly they are written alike; the order of an object's members says nothing. */
function isSame(recorded: unknown, decided: unknown): boolean {
  if (JSON.stringify(recorded) === JSON.stringify(decided)) return true
  try {
    return canonicalJson(recorded) === canonicalJson(decided)
  } catch {
    return false
  }
}
