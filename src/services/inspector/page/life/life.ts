import type { TokenContext } from '../../../../machines/context.ts'
import { nextDeadlineMs } from '../../../../machines/deadline.ts'
import type { TokenFact } from '../../../../machines/facts.ts'
import { refreshPoints } from '../../../../machines/points.ts'
import type { Stage } from '../../../../machines/token-life.ts'
import type { RecordedEvent } from '../../../journal/record.ts'
import { type Phase, phaseIn } from '../model/phase.ts'

/** One step of a history, recorded or imagined. */
export interface Turn {
  /** Absent: what was recorded here did not come about. */
  readonly event?: RecordedEvent
  readonly atMs: number
  /** The record that it is, or goes before. */
  readonly version: number
  readonly facts: readonly TokenFact[]
  readonly path: string
  readonly before?: { readonly status: string; readonly context: TokenContext }
  readonly context: TokenContext
}

/** A token, from when it came to when something took its place. */
export interface TokenOnLine {
  readonly generation: number
  readonly issuedAtMs: number
  readonly halfAtMs: number
  readonly threeQuarterAtMs: number
  readonly expiresAtMs: number
  readonly fromMs: number
  untilMs: number | undefined
  /** How it fared meanwhile, without a gap. */
  readonly spans: Span[]
}

/** Where the machine was for a while. */
export interface Span {
  readonly phase: Phase
  readonly fromMs: number
  untilMs: number | undefined
}

export type AttemptEnd = 'adopted' | 'failed' | 'superseded' | 'lost'

export interface AttemptOnLine {
  readonly attempt: number
  readonly stage: Stage
  readonly fromMs: number
  readonly version: number
  untilMs: number | undefined
  end: AttemptEnd | undefined
  /** Which of several lines it is drawn on, so that attempts that overlap in time do not on the page. */
  readonly lane: number
}

export type MarkKind = 'rejected' | 'joined' | 'left' | 'ejected' | 'kicked' | 'closed' | 'resumed'

/** Something that took no time. */
export interface Mark {
  readonly kind: MarkKind
  readonly atMs: number
  readonly version: number
}

/** A time that went by unnoticed: something was due, and the machine heard of it late. */
export interface Late {
  readonly dueMs: number
  readonly atMs: number
  readonly version: number
}

const marks: Partial<Record<RecordedEvent['type'], MarkKind>> = {
  'api.rejected': 'rejected',
  'conference.joined': 'joined',
  'conference.left': 'left',
  'conference.ejected': 'ejected',
  'session.closed': 'closed',
  'session.resumed': 'resumed',
}

/** Attempts at the same time get so many lines; more share the last. */
const lanes = 3

/** The line of life: what there is to draw of a history. Grows turn by turn. */
export class Life {
  readonly tokens: TokenOnLine[] = []
  readonly attempts: AttemptOnLine[] = []
  readonly marks: Mark[] = []
  readonly lates: Late[] = []
  /** When the participant was in a conference. */
  readonly stays: { readonly fromMs: number; untilMs: number | undefined }[] = []
  readonly #open = new Map<number, AttemptOnLine>()
  #turns = 0
  fromMs = 0
  /** The time of the last turn. */
  atMs = 0
  hasEnded = false

  get turns(): number {
    return this.#turns
  }

  take(turn: Turn): void {
    const { event, atMs, version, facts, path, context } = turn
    if (this.#turns++ === 0) this.fromMs = atMs
    this.atMs = atMs
    this.#noteToken(context, atMs)
    this.#noteLateness(turn)
    for (const fact of facts) this.#noteFact(fact, version)
    if (event?.type === 'refresh.failed') this.#settle(event.attempt, atMs, 'failed')
    if (event?.type === 'refresh.succeeded') this.#settle(event.attempt, atMs, 'superseded')
    if (event?.type === 'session.resumed') this.#lose(event.attempt, atMs)
    const kind = event && marks[event.type]
    if (kind) this.marks.push({ kind, atMs, version })
    if (event) this.#notePhase(event.type === 'session.closed' ? 'closed' : phaseIn(path), atMs)
    this.#noteConference(context.isInConference, atMs)
    this.hasEnded = path === 'kicked' || event?.type === 'session.closed'
    if (this.hasEnded) this.#end(atMs)
  }

  #noteToken(context: TokenContext, atMs: number): void {
    const { generation, issuedAtMs, expiresAtMs } = context
    const last = this.tokens.at(-1)
    if (last?.generation === generation) return
    if (last) last.untilMs = atMs
    // A session that opens without a token has nothing to draw yet.
    this.tokens.push({
      generation,
      issuedAtMs,
      ...refreshPoints(context),
      expiresAtMs,
      fromMs: atMs,
      untilMs: undefined,
      spans: [],
    })
  }

  #noteLateness({ event, before, atMs, version }: Turn): void {
    if (event?.type !== 'deadline.reached' || !before) return
    const dueMs = nextDeadlineMs(before)
    if (dueMs === null) return
    // What was due before the token came could not be noticed until then.
    const sinceMs = Math.max(dueMs, this.tokens.at(-1)?.fromMs ?? dueMs)
    if (sinceMs < atMs) this.lates.push({ dueMs: sinceMs, atMs, version })
  }

  #noteFact(fact: TokenFact, version: number): void {
    const { type, atMs } = fact
    if (type === 'participant.kicked') this.marks.push({ kind: 'kicked', atMs, version })
    else if (type === 'token.adopted' && fact.attempt !== undefined)
      this.#settle(fact.attempt, atMs, 'adopted')
    else if (type === 'refresh.requested') {
      const { attempt, stage } = fact
      const taken = [...this.#open.values()].map(({ lane }) => lane)
      const free = [...Array(lanes).keys()].find((lane) => !taken.includes(lane)) ?? lanes - 1
      const made = { attempt, stage, fromMs: atMs, version, untilMs: undefined, end: undefined, lane: free }
      this.attempts.push(made)
      this.#open.set(attempt, made)
    }
  }

  /** The first outcome counts. */
  #settle(number: number, atMs: number, end: AttemptEnd): void {
    const attempt = this.#open.get(number)
    if (!attempt) return
    attempt.untilMs = atMs
    attempt.end = end
    this.#open.delete(number)
  }

  #lose(upTo: number, atMs: number): void {
    for (const number of [...this.#open.keys()]) if (number <= upTo) this.#settle(number, atMs, 'lost')
  }

  #notePhase(phase: Phase, atMs: number): void {
    const spans = this.tokens.at(-1)?.spans
    const before = spans?.at(-1) ?? this.tokens.at(-2)?.spans.at(-1)
    if (!spans || spans.at(-1)?.phase === phase) return
    if (before) before.untilMs = atMs
    spans.push({ phase, fromMs: atMs, untilMs: undefined })
  }

  #noteConference(isIn: boolean, atMs: number): void {
    const last = this.stays.at(-1)
    const wasIn = last !== undefined && last.untilMs === undefined
    if (isIn && !wasIn) this.stays.push({ fromMs: atMs, untilMs: undefined })
    else if (!isIn && wasIn) last.untilMs = atMs
  }

  #end(atMs: number): void {
    for (const things of [this.tokens, this.stays, this.tokens.at(-1)?.spans ?? []]) {
      const last = things.at(-1)
      if (last && last.untilMs === undefined) last.untilMs = atMs
    }
  }
}
