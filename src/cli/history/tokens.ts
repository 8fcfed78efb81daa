import type { JournalRecord } from '../../index.ts'

/** One generation of a session's token, from a history. */
export interface Token {
  readonly generation: number
  readonly issuedAtMs: number
  readonly expiresAtMs: number
  /** Since when the session had it. */
  readonly atMs: number
  /** The attempt that brought it; absent if the session opened with it, or the app supplied it. */
  readonly attempt?: number
}

/** Every token that the records of one stream tell of, in order. */
export function tokensIn(records: readonly JournalRecord[]): Token[] {
  return records.flatMap(({ event, facts }): Token[] => {
    if (event.type === 'session.opened') {
      const { issuedAtMs, expiresAtMs } = event.input.token
      return [{ generation: 0, issuedAtMs, expiresAtMs, atMs: event.atMs }]
    }
    return facts.filter((fact) => fact.type === 'token.adopted')
  })
}
