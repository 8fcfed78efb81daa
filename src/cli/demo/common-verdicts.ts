import type { JournalRecord, Stage } from '../../index.ts'
import { type Attempt, attemptsIn } from '../history/attempts.ts'
import { tokensIn } from '../history/tokens.ts'
import type { Verdict } from './evidence.ts'

/** The generation that was in use during the outage: the one that the first half brought. */
export const generationInOutage = 1

/** What both policies demand up to the token's end. */
export function verdictsUntilExpiry(records: readonly JournalRecord[]): Verdict[] {
  const attempts = attemptsIn(records)
  return [
    {
      demand: 'refreshed at one half of its first token, once',
      holds: outcomesOf(attempts, 0).join() === 'half adopted',
    },
    {
      demand: 'asked at one half and at three quarters in the outage, in vain',
      holds: ['half failed', 'three-quarter failed'].every(
        (what, i) => outcomesOf(attempts, generationInOutage)[i] === what,
      ),
    },
    {
      demand: 'never asked before its time, nor said that a living token is dead',
      holds: isTruthful(records),
    },
  ]
}

const outcomesOf = (attempts: readonly Attempt[], generation: number): string[] =>
  attempts
    .filter((attempt) => attempt.generation === generation)
    .map(({ stage, outcome }) => `${stage} ${outcome?.type}`)

/** Part of a life after which an attempt of that stage may be made. */
const partOfLife: Partial<Record<Stage, number>> = { half: 0.5, 'three-quarter': 0.75, expiry: 1 }

function isTruthful(records: readonly JournalRecord[]): boolean {
  const tokens = tokensIn(records)
  return attemptsIn(records).every(({ stage, atMs, isExpired, generation }) => {
    const token = tokens.find((candidate) => candidate.generation === generation)
    if (!token) return false
    const { issuedAtMs, expiresAtMs } = token
    const isInTime = atMs - issuedAtMs >= (partOfLife[stage] ?? 0) * (expiresAtMs - issuedAtMs)
    return isInTime && isExpired === atMs >= expiresAtMs
  })
}
