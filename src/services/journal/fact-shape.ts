import type { TokenFact } from '../../machines/facts.ts'

const isText = (value: unknown) => typeof value === 'string'
const isFlag = (value: unknown) => typeof value === 'boolean'

/** What each fact says beside its time. */
const fields = [
  ['token.rejected', { generation: Number.isFinite }],
  ['token.expired', { generation: Number.isFinite }],
  ['refresh.ignored', { attempt: Number.isFinite, why: isText }],
  ['participant.kicked', { generation: Number.isFinite }],
  [
    'token.adopted',
    { generation: Number.isFinite, issuedAtMs: Number.isFinite, expiresAtMs: Number.isFinite },
  ],
  ['refresh.requested', { attempt: Number.isFinite, stage: isText, isExpired: isFlag }],
] satisfies [TokenFact['type'], Readonly<Record<string, (value: unknown) => boolean>>][]

const checks = new Map<string, readonly [field: string, isRight: (value: unknown) => boolean][]>(
  fields.map(([type, checked]) => [type, Object.entries(checked)]),
)

/** Whether something read from a journal is a fact that this version understands. */
export function isFact(candidate: unknown): candidate is TokenFact {
  const fact = candidate as Record<string, unknown> | null | undefined
  const known = checks.get(fact?.['type'] as string)
  if (!fact || known === undefined || !Number.isFinite(fact['atMs'])) return false
  for (const [field, isRight] of known) if (!isRight(fact[field])) return false
  return true
}
