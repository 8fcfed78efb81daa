import type { TokenContext, TokenInput } from '../../../machines/context.ts'
import type { TokenEvent } from '../../../machines/events.ts'
import type { TokenFact } from '../../../machines/facts.ts'
import { machineOf } from '../../../machines/facts-only.ts'
import type { Policy } from '../../../machines/token-life.ts'
import { machineVersion } from '../../../machines/token-machine.ts'
import { canonicalJson } from '../../journal/canonical-json.ts'
import { checkEvent, checkRecordedEvent } from '../../journal/check-event.ts'
import { begin, decide } from '../../journal/decision.ts'
import type { JournalRecord, RecordedEvent } from '../../journal/record.ts'
import type { TableStanding } from '../../journal/standing.ts'
import type { ActorCreated, ActorStepped } from '../protocol.ts'

/**
 * What a token machine elsewhere did, as the records that a journal would have. The machine here decides once more
 * what each event means; where the one there came to something else, something in between is missing.
 */
export class TokenStory {
  readonly actor: ActorCreated
  readonly #policy: Policy
  #version = 0
  #standing: TableStanding | undefined

  constructor(actor: ActorCreated, policy: Policy) {
    this.actor = actor
    this.#policy = policy
  }

  /** @returns the record of a step; `undefined` for one that is none of the machine's own; `'gap'`: it cannot be told any further */
  step(message: ActorStepped): JournalRecord | 'gap' | undefined {
    try {
      const { type } = message.event
      if (type === 'xstate.init') return this.#opened(message)
      if (type === 'xstate.stop') return this.#closed(message)
      return type.startsWith('xstate.') ? undefined : this.#decided(message)
    } catch {
      return 'gap'
    }
  }

  #opened(message: ActorStepped): JournalRecord | 'gap' {
    const input = inputOf(message.snapshot?.context as TokenContext)
    const event = { type: 'session.opened', atMs: input.atMs, input } as const
    checkRecordedEvent(event)
    const { standing } = begin(machineOf[this.#policy], input)
    // One that was restored begins in the middle.
    if (this.#standing || !isSame(standing, message.snapshot)) return 'gap'
    this.#standing = standing
    return this.#record(event, [], message)
  }

  #decided(message: ActorStepped): JournalRecord | 'gap' {
    const event = message.event as unknown as TokenEvent
    checkEvent(event)
    if (!this.#standing) return 'gap'
    const { standing, facts } = decide(this.#standing, event)
    if (!isSame(standing, message.snapshot)) return 'gap'
    this.#standing = standing
    return this.#record(event, facts, message)
  }

  #closed(message: ActorStepped): JournalRecord | 'gap' {
    if (!this.#standing) return 'gap'
    const atMs = Math.max(Number(message.createdAt), this.#standing.context.atMs)
    return this.#record({ type: 'session.closed', atMs }, [], message)
  }

  #record(event: RecordedEvent, facts: readonly TokenFact[], { createdAt }: ActorStepped): JournalRecord {
    const { name, sessionId } = this.actor
    this.#version++
    return {
      stream: `${name} ${sessionId}`,
      version: this.#version,
      atMs: event.atMs,
      type: event.type,
      event,
      facts,
      state: (this.#standing as TableStanding).state,
      machine: machineVersion,
      policy: this.#policy,
      recordedAtMs: Number(createdAt),
    }
  }
}

/** What a machine with this context was given, if it has just begun. */
function inputOf({
  issuedAtMs,
  expiresAtMs,
  jitterMs,
  claimedExpMs,
  atMs,
  overlap,
}: TokenContext): TokenInput {
  const token = {
    issuedAtMs,
    expiresAtMs,
    ...(jitterMs !== 0 && { jitterMs }),
    ...(claimedExpMs !== null && { claimedExpMs }),
  }
  return { token, atMs, ...(overlap !== 'allow' && { overlap }) }
}

const isSame = ({ snapshot }: TableStanding, shown: ActorStepped['snapshot']): boolean =>
  canonicalJson([snapshot.value, snapshot.context]) ===
  canonicalJson([shown?.value ?? null, shown?.context ?? null])
