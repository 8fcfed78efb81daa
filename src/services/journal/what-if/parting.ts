import type { TokenEvent } from '../../../machines/events.ts'
import type { TokenFact } from '../../../machines/facts.ts'
import { happeningInWords } from '../explain/happening-in-words.ts'
import { momentsOf } from '../explain/moment-in-words.ts'
import type { RecordedEvent } from '../record.ts'
import type { Step } from '../replay-stream.ts'
import type { OtherStep } from './other-course.ts'

/** What a history decided, and where it stood then. */
export interface Decided {
  readonly facts: readonly TokenFact[]
  readonly state: string
}

/** A record at which the two histories are not the same. */
export interface Parting {
  readonly version: number
  readonly atMs: number
  /** What happened, in words. */
  readonly happening: string
  /** What was recorded; `null`: this deadline, before the record, is one that only the other history had. */
  readonly recorded: (Decided & { readonly event: RecordedEvent }) | null
  /** What would have been decided; with `event: null` if the event would not have come about. */
  readonly instead: Decided & { readonly event: TokenEvent | null }
}

/** Where a record and what the other history made of it differ; undefined where they do not. */
export function partingAt(step: Step, other: OtherStep): Parting | undefined {
  const { version, atMs, event, facts, state } = step.record
  const instead = { event: other.event ?? null, facts: other.facts, state: other.standing.state }
  if (other.isOwn) {
    if (instead.facts.length === 0) return undefined
    const happening = 'A deadline came that the recorded history did not have'
    return { version, atMs: other.event?.atMs ?? atMs, happening, recorded: null, instead }
  }
  if (state === instead.state && inEssence(facts) === inEssence(instead.facts)) return undefined
  const happening = happeningInWords(step, momentsOf(atMs))
  return { version, atMs, happening, recorded: { event, facts, state }, instead }
}

/** One attempt more shifts the numbers of all that follow: that makes no other history. */
function inEssence(facts: readonly TokenFact[]): string {
  return JSON.stringify(
    facts.map((fact) => {
      const { attempt, generation, ...rest } = fact as TokenFact & { attempt?: number; generation?: number }
      return Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))
    }),
  )
}
