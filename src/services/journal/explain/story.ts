import type { TokenContext } from '../../../machines/context.ts'
import type { Policy } from '../../../machines/token-life.ts'
import type { RecordedEvent } from '../record.ts'
import type { Step } from '../replay-stream.ts'
import type { Standing } from '../standing.ts'
import { Attempts } from './attempts.ts'
import { latenessMs, unnoticedPoints } from './happening-in-words.ts'
import { Window } from './window.ts'

/** Of a long story, so many records are told from its beginning, and so many from its end. */
export const firstTold = 20
const lastTold = 40

/** Where the token in use came from. */
export interface Token extends Pick<TokenContext, 'generation' | 'issuedAtMs' | 'expiresAtMs'> {
  readonly atMs: number
  /** Absent: the session opened with it, or the app supplied it. */
  readonly attempt?: number
}

/** A turn of the story: what brought it, and how late that was. */
export interface Turn {
  readonly atMs: number
  readonly version: number
  readonly cause: RecordedEvent['type']
  readonly lateMs: number
  /** The points that had passed unnoticed by then, in words. */
  readonly unnoticed: string
}

/** All that an explanation is made from: the story of the token in use. Any history has one of the same size. */
export class Story {
  readonly stream: string
  readonly policy: Policy
  version = 0
  atMs = 0
  standing: Standing
  token: Token
  attempts = new Attempts()
  /** The records that tell it. */
  told = new Window<Step>(firstTold, lastTold)
  rejected: Turn | undefined
  expired: Turn | undefined
  kicked: Turn | undefined
  closedAtMs: number | undefined

  /** @param opening a stream's first step */
  constructor(opening: Step) {
    const { stream, policy } = opening.record
    this.stream = stream
    this.policy = policy
    this.standing = opening.after
    this.token = tokenOf(opening)
    this.take(opening)
  }

  /** Where the machine stands, as `valid.idle`. */
  get state(): string {
    return this.standing.state
  }

  take(step: Step): void {
    const { record, after } = step
    const { event, facts, version, atMs } = record
    this.version = version
    this.atMs = atMs
    this.standing = after
    if (facts.some(({ type }) => type === 'token.adopted')) this.#beginAnew(step)
    this.attempts.take(record)
    this.told.add(step)
    this.closedAtMs = event.type === 'session.closed' ? atMs : undefined
    for (const { type } of facts) {
      if (type === 'token.rejected') this.rejected = turnAt(step)
      else if (type === 'token.expired') this.expired = turnAt(step)
      else if (type === 'participant.kicked') this.kicked = turnAt(step)
    }
  }

  /** With a new token a new story begins. */
  #beginAnew(step: Step): void {
    this.token = tokenOf(step)
    this.attempts = new Attempts()
    this.told = new Window(firstTold, lastTold)
    this.rejected = undefined
    this.expired = undefined
  }
}

function tokenOf({ record, after }: Step): Token {
  const { generation, issuedAtMs, expiresAtMs } = after.context
  const { atMs, event } = record
  const attempt = event.type === 'refresh.succeeded' ? { attempt: event.attempt } : {}
  return { generation, issuedAtMs, expiresAtMs, atMs, ...attempt }
}

function turnAt(step: Step): Turn {
  const { atMs, version, type } = step.record
  return { atMs, version, cause: type, lateMs: latenessMs(step) ?? 0, unnoticed: unnoticedPoints(step) }
}
