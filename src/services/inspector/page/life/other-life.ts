import type { Policy } from '../../../../machines/token-life.ts'
import type { JournalRecord } from '../../../journal/record.ts'
import { whatIfToText } from '../../../journal/what-if/account.ts'
import { whatIf } from '../../../journal/what-if.ts'
import { momentsAt } from '../dom/time.ts'
import type { History } from '../model/history.ts'
import { Life } from './life.ts'
import { otherTurns } from './turns.ts'

/** The life that a session would have had under the other policy. */
export interface OtherLife {
  readonly policy: Policy
  readonly life: Life
  /** Where the two part; undefined if they do not. */
  readonly parting: { readonly atMs: number; readonly version: number } | undefined
  /** What the difference is. */
  readonly words: string
  /** How many records it is made from. */
  readonly version: number
}

export const otherPolicy = (records: readonly JournalRecord[]): Policy =>
  records[0]?.policy === 'kick' ? 'stay' : 'kick'

/** Runs the records once more, under the other policy. */
export async function otherLifeOf(history: History): Promise<OtherLife> {
  const policy = otherPolicy(history.records)
  const steps = [...history.steps]
  const life = new Life()
  for (const turn of otherTurns(steps, policy)) life.take(turn)
  const told = await whatIf(
    steps.map(({ record }) => record),
    { policy },
  )
  const { firstDifference } = told
  return {
    policy,
    life,
    parting: firstDifference && { atMs: firstDifference.atMs, version: firstDifference.version },
    words: whatIfToText(told, momentsAt(firstDifference?.atMs ?? 0)).trim(),
    version: steps.length,
  }
}
