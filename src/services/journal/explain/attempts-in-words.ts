import type { Stage } from '../../../machines/token-life.ts'
import type { Attempt, Attempts } from './attempts.ts'
import { failureInWords } from './failure-in-words.ts'
import type { InWords } from './moment-in-words.ts'
import { span } from './span.ts'

/** Why an attempt was made. */
export const stageInWords: Readonly<Record<Stage, string>> = {
  half: 'at one half of its life',
  'three-quarter': 'at three quarters of its life',
  expiry: 'at its end',
  rejection: 'after the platform had rejected it',
  retry: 'again after a failure',
  demand: 'because the app asked for a token',
}

/** What was tried to replace a token, and what became of it; the last attempts one by one. */
export function attemptsInWords({ made, last }: Attempts, at: InWords): string {
  if (made === 0) return 'No attempt was made to replace it.'
  const each = last.map((attempt) => attemptInWords(attempt, at)).join('; ')
  const many = made === 1 ? 'One attempt was' : `${numeral(made)} attempts were`
  const which = made > last.length ? `; the last ${numeral(last.length).toLowerCase()}` : ''
  return `${many} made to replace it${which}: ${each}.`
}

const numeral = (count: number): string =>
  ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six'][count] ?? String(count)

function attemptInWords(attempt: Attempt, at: InWords): string {
  const { attempt: number, stage, atMs } = attempt
  return `attempt ${number}, ${stageInWords[stage]} (at ${at(atMs)}), ${outcomeInWords(attempt)}`
}

function outcomeInWords({ atMs, outcome }: Attempt): string {
  const after = outcome && outcome.atMs > atMs ? ` after ${span(outcome.atMs - atMs)}` : ''
  switch (outcome?.type) {
    case 'failed':
      return `failed${after}: the callback ${failureInWords(outcome)}`
    case 'ignored':
      return `brought a token${after} that was of no use (${outcome.why})`
    case 'lost':
      return 'was lost in a restart'
    default:
      return 'had no answer by then'
  }
}
