import type { JournalRecord } from '../../index.ts'
import { failureInWords } from '../../services/journal/explain/failure-in-words.ts'
import { span } from '../../services/journal/explain/span.ts'
import { type Attempt, attemptsIn } from '../history/attempts.ts'
import { type Token, tokensIn } from '../history/tokens.ts'

export interface WhyKickedOptions {
  /** Whom the answer is about. Default: the stream's name. */
  readonly who?: string
  /** The time that the answer counts from. Default: that of the first record. */
  readonly zeroMs?: number
}

/**
 * Why a participant was kicked, in one paragraph: when its last token ended, which attempts were made to
 * replace it and what became of each, and what its policy demanded then. Made from the records of its
 * stream, and from nothing else.
 */
export function whyKicked(records: readonly JournalRecord[], options: WhyKickedOptions = {}): string {
  const [first] = records
  const { who = first?.stream ?? 'The participant', zeroMs = first?.atMs ?? 0 } = options
  const at = (ms: number) => `at ${moment(ms - zeroMs)}`

  const kick = records.find(({ facts }) => facts.some(({ type }) => type === 'participant.kicked'))
  if (!kick) return `${who} was not kicked, as far as its journal goes.`

  const past = records.slice(0, records.indexOf(kick) + 1)
  const token = tokensIn(past).at(-1)
  const attempts = attemptsIn(past).filter(({ generation }) => generation === token?.generation)
  return [
    `${who} was kicked ${at(kick.atMs)}: ${causeOf(kick)}.`,
    token && lifeInWords(token, at),
    attemptsInWords(attempts, at),
    demandOf(kick),
  ]
    .filter((sentence) => sentence !== undefined)
    .join(' ')
}

/** Moments of one story have the same number of decimals. */
const moment = (ms: number): string => (ms < 99_950 ? `${(ms / 1_000).toFixed(1)} s` : span(ms))

type At = (ms: number) => string

function causeOf({ event }: JournalRecord): string {
  switch (event.type) {
    case 'conference.ejected':
      return 'the platform had put it out of the conference'
    case 'conference.joined':
      return 'it joined a conference with a token that had expired'
    case 'refresh.failed':
    case 'refresh.succeeded':
      return 'it was in a conference with a token that had expired, and the last attempt to replace it came to nothing'
    default:
      return 'its token ended while it was in a conference'
  }
}

function lifeInWords({ generation, issuedAtMs, expiresAtMs, atMs, attempt }: Token, at: At): string {
  if (expiresAtMs === issuedAtMs) return 'It never had a token.'
  const origin =
    generation === 0
      ? 'with which the session opened'
      : `which ${attempt === undefined ? 'the app supplied' : `attempt ${attempt} had brought`} ${at(atMs)}`
  return `Token ${generation}, ${origin}, lived ${span(expiresAtMs - issuedAtMs)} and ended ${at(expiresAtMs)}.`
}

function attemptsInWords(attempts: readonly Attempt[], at: At): string {
  if (attempts.length === 0) return 'No attempt was made to replace it.'
  const many = attempts.length === 1 ? 'One attempt was' : `${numeral(attempts.length)} attempts were`
  const each = attempts.map((attempt) => {
    return `attempt ${attempt.attempt}, ${stageInWords(attempt)} (${at(attempt.atMs)}), ${outcomeInWords(attempt)}`
  })
  return `${many} made to replace it: ${each.join('; ')}.`
}

const numeral = (count: number): string =>
  ['', 'One', 'Two', 'Three', 'Four', 'Five', 'Six'][count] ?? String(count)

function stageInWords({ stage }: Attempt): string {
  const words = {
    half: 'at one half of its life',
    'three-quarter': 'at three quarters of its life',
    expiry: 'at its end',
    rejection: 'after the platform had rejected it',
    retry: 'again after a failure',
    demand: 'because the app asked for a token',
  }
  return words[stage]
}

function outcomeInWords({ outcome }: Attempt): string {
  switch (outcome?.type) {
    case 'failed':
      return `failed because the callback ${failureInWords(outcome)}`
    case 'ignored':
      return `brought a token that was of no use (${outcome.why})`
    case 'lost':
      return 'was lost in a restart'
    case 'adopted':
      return `brought token ${outcome.generation}`
    default:
      return 'had no answer by then'
  }
}

function demandOf({ policy, event }: JournalRecord): string {
  const rule = `Its policy is ${policy}:`
  return event.type === 'conference.ejected'
    ? `${rule} whoever is put out stays out, and the callback is not asked again.`
    : `${rule} without a living token there is no place in the conference, and the callback is not asked again.`
}
