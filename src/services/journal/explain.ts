import { HalflifeError } from '../../errors.ts'
import type { Policy } from '../../machines/token-life.ts'
import { headline } from './explain/headline.ts'
import { type ExplainedRecord, explainRecord } from './explain/line.ts'
import { dayAndTime, type InWords, momentsOf } from './explain/moment-in-words.ts'
import { sentences } from './explain/sentences.ts'
import { firstTold, Story } from './explain/story.ts'
import { verdict } from './explain/verdict.ts'
import { type Records, replaySteps } from './replay.ts'
import type { ReadingOptions } from './replay-stream.ts'

export interface ExplainOptions extends ReadingOptions {
  /** How moments are written. Default: in UTC, as `14:03:00.004`; with its day where that is another. */
  readonly inWords?: InWords
}

/** Why a participant is, or was, in its state: from the records, and from nothing else. */
export interface Explanation {
  readonly stream: string
  /** The last record that is told of. */
  readonly version: number
  /** The moment that was asked about; else that of the last record. */
  readonly atMs: number
  readonly policy: Policy
  readonly state: string
  /** The answer in one sentence. */
  readonly headline: string
  /** The whole answer: what became of the token, what was due, what was tried, why it failed, how late it was. */
  readonly paragraph: string
  /** What the policy made of it: the paragraph's last sentence. */
  readonly verdict: string
  /** Each record since the token in use came, or the first and the last of very many. */
  readonly records: readonly ExplainedRecord[]
  /** How many records, after the first of them, are left out. */
  readonly leftOut: number
}

/**
 * Explains a state: the last one of the records, or that of a moment. For one stream, from its first record.
 *
 * @param atMs ms since the epoch. Default: the end of the records
 * @throws what `replay` throws
 * @example explanationToText(await explain(journal.read('room-7/alice')))
 */
export async function explain(
  records: Records,
  atMs = Infinity,
  options: ExplainOptions = {},
): Promise<Explanation> {
  let story: Story | undefined
  for await (const step of replaySteps(records, atMs, options)) {
    if (story) story.take(step)
    else story = new Story(step)
  }
  if (!story) throw new HalflifeError('ERR_STREAM_NOT_FOUND', 'There are no records, or none by then.')
  // Until the moment that was asked about, nothing more happened.
  if (Number.isFinite(atMs)) story.atMs = atMs
  const { stream, version, policy, state, told } = story
  const at = options.inWords ?? momentsOf(story.kicked?.atMs ?? story.atMs)
  const first = headline(story, options.inWords ?? dayAndTime)
  const last = verdict(story)
  return {
    stream,
    version,
    atMs: story.atMs,
    policy,
    state,
    headline: first,
    paragraph: [first, ...sentences(story, at), last].join(' '),
    verdict: last,
    records: [...told.first, ...told.last].map((step) => explainRecord(step, at)),
    leftOut: told.leftOut,
  }
}

/** An explanation as text: the paragraph, and the records that it is made from. */
export function explanationToText(
  { paragraph, records, leftOut, atMs }: Explanation,
  inWords = momentsOf(atMs),
): string {
  const lines = records.map(({ version, atMs, text }) => `  ${version}  ${inWords(atMs)}  ${text}`)
  if (leftOut > 0) lines.splice(firstTold, 0, `  ... ${leftOut} more ...`)
  return `${[paragraph, '', ...lines].join('\n')}\n`
}
