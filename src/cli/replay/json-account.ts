import type { JournalRecord, Parting, WhatIf } from '../../index.ts'
import { decisionInWords } from '../words/decision-in-words.ts'
import { eventInWords } from '../words/event-in-words.ts'
import type { Account } from './account.ts'
import { insteadInWords } from './parting-in-words.ts'
import { Partings } from './partings.ts'

/** One stream for machines: a JSON document a line. */
export class JsonAccount implements Account {
  #other: WhatIf | undefined
  #partings = new Partings()

  begin(_first: JournalRecord, other: WhatIf | undefined): readonly string[] {
    this.#other = other
    this.#partings = new Partings(other)
    return []
  }

  record(record: JournalRecord): readonly string[] {
    const { stream, version, atMs, event, facts, state } = record
    const { before, at } = this.#partings.at(version)
    const happened = eventInWords(record)
    const told = { type: 'record', stream, version, atMs, happened, decided: decisionInWords(record), state }
    return [
      ...before.map((parting) => JSON.stringify(ownOf(stream, parting))),
      JSON.stringify({ ...told, event, facts, ...(at && { instead: insteadOf(at) }) }),
    ]
  }

  end(
    { stream, policy, version, state, atMs }: JournalRecord,
    untilMs: number | undefined,
  ): readonly string[] {
    const end = { type: 'end', stream, policy, version, atMs: untilMs ?? atMs, state }
    return this.#other ? [JSON.stringify(end), JSON.stringify(whatIfOf(this.#other))] : [JSON.stringify(end)]
  }
}

const insteadOf = (parting: Parting) => ({ ...parting.instead, decided: insteadInWords(parting) })

const ownOf = (stream: string, parting: Parting) => {
  const { version, atMs, happening: happened } = parting
  return { type: 'instead', stream, version, atMs, happened, instead: insteadOf(parting) }
}

function whatIfOf({ stream, policy, state, firstDifference, count, leftOut, unanswered }: WhatIf) {
  const first = firstDifference && { version: firstDifference.version, atMs: firstDifference.atMs }
  const answered = { unanswered: unanswered.length }
  return {
    type: 'what-if',
    stream,
    policy,
    state,
    firstDifference: first ?? null,
    count,
    leftOut,
    ...answered,
  }
}
