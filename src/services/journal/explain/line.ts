import type { Step } from '../replay-stream.ts'
import { decisionInWords } from './decision-in-words.ts'
import { happeningInWords } from './happening-in-words.ts'
import type { InWords } from './moment-in-words.ts'

/** One record in words. */
export interface ExplainedRecord {
  readonly version: number
  readonly atMs: number
  readonly text: string
}

export function explainRecord(step: Step, at: InWords): ExplainedRecord {
  const { version, atMs } = step.record
  const decision = decisionInWords(step.record, at)
  return { version, atMs, text: `${happeningInWords(step, at)}${decision && `: ${decision}`}.` }
}
