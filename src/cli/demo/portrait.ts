import type { JournalRecord, Policy, Stage } from '../../index.ts'

/** How it stands with one of a token's three points. */
export type Mark = 'asking' | 'failed'

/** All that the screen shows of a participant: what its journal comes to so far. */
export interface Portrait {
  readonly policy: Policy
  /** As `refreshing-half.requesting`. */
  readonly state: string
  readonly generation: number
  readonly issuedAtMs: number
  readonly expiresAtMs: number
  readonly asked: number
  readonly ok: number
  readonly failed: number
  /** Of the present token's points; those without a mark lie ahead. */
  readonly marks: Readonly<Partial<Record<Stage, Mark>>>
  readonly newestStage?: Stage
  readonly hasExpired: boolean
  readonly kickedAtMs?: number
}

/** One record more. */
export function portray(before: Portrait | undefined, record: JournalRecord): Portrait {
  const { event, facts, state, policy } = record
  let after: Portrait = before ? { ...before, state } : blank(policy, state)

  if (event.type === 'session.opened') {
    const { issuedAtMs, expiresAtMs } = event.input.token
    after = { ...after, issuedAtMs, expiresAtMs }
  } else if (event.type === 'refresh.failed') {
    const { newestStage: stage, marks } = after
    after = { ...after, failed: after.failed + 1, marks: stage ? { ...marks, [stage]: 'failed' } : marks }
  }

  for (const fact of facts) {
    if (fact.type === 'refresh.requested') {
      const marks = { ...after.marks, [fact.stage]: 'asking' } as const
      after = { ...after, asked: after.asked + 1, newestStage: fact.stage, marks }
    } else if (fact.type === 'token.adopted') {
      const { generation, issuedAtMs, expiresAtMs } = fact
      const ok = after.ok + (fact.attempt === undefined ? 0 : 1)
      after = { ...after, generation, issuedAtMs, expiresAtMs, ok, marks: {}, hasExpired: false }
    } else if (fact.type === 'token.expired') {
      after = { ...after, hasExpired: true }
    } else if (fact.type === 'participant.kicked') {
      after = { ...after, kickedAtMs: fact.atMs }
    }
  }
  return after
}

const blank = (policy: Policy, state: string): Portrait => ({
  policy,
  state,
  generation: 0,
  issuedAtMs: 0,
  expiresAtMs: 0,
  asked: 0,
  ok: 0,
  failed: 0,
  marks: {},
  hasExpired: false,
})
