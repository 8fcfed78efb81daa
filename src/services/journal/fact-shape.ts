import type { TokenFact } from '../../machines/facts.ts'

const isText = (value: unknown) => typeof value === 'string'
const isFlag = (value: unknown) => typeof value === 'boolean'

/** What each fact says beside its time. */
const fields = new Map<string, Readonly<Record<string, (value: unknown) => boolean>>>([
  ['token.rejected', { generation: Number.isFinite }],
  ['token.expired', { generation: Number.isFinite }],
  ['refresh.ignored', { attempt: Number.isFinite, why: isText }],
  ['participant.kicked', { generation: Number.isFinite }],
  [
    'token.adopted',
    { generation: Number.isFinite, issuedAtMs: Number.isFinite, expiresAtMs: Number.isFinite },
  ],
  ['refresh.requested', { attempt: Number.isFinite, stage: isText, isExpired: isFlag }],
] satisfies [TokenFact['type'], object][])

/** Whether something read from a journal is a fact that this version understands. */
export function isFact(candidate: unknown): candidate is TokenFact {
  const fact = candidate as Record<string, unknown> | null | undefined
  const known = fields.get(fact?.['type'] as string)
  return (
    known !== undefined &&
    Number.isFinite(fact?.['atMs']) &&
    Object.entries(known).every(([field, isRight]) => isRight(fact?.[field]))
  )
}
