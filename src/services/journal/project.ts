import type { JournalRecord } from './record.ts'
import type { Records } from './replay.ts'
import { type ReadingOptions, StreamReplay } from './replay-stream.ts'
import type { Standing } from './standing.ts'

/** A question to a journal: a fold over its records. */
export interface Projection<State, Result = State> {
  /** What is known before the first record. */
  initial(): State
  /**
   * What is known after one more. It may change the state in hand, and give it back.
   *
   * @param before where the machine stood before the record; absent for the first of a stream
   */
  step(state: State, record: JournalRecord, before: Standing | undefined): State
  /** The answer. */
  result(state: State): Result
}

/**
 * Asks a journal a question. Over one stream or over many, in any order between them, as `readAll` gives them: each
 * from its first record. What it keeps in memory grows with the streams, not with the records.
 *
 * @throws what `replay` throws, but for no records
 * @example const { kicks } = await project(journal.readAll(), kicks)
 */
export async function project<State, Result>(
  records: Records,
  projection: Projection<State, Result>,
  options: ReadingOptions = {},
): Promise<Result> {
  const streams = new Map<string, StreamReplay>()
  let state = projection.initial()
  for await (const stored of records) {
    let stream = streams.get(stored?.stream)
    if (!stream) {
      stream = new StreamReplay(options)
      streams.set(stored?.stream, stream)
    }
    const { record, before } = stream.take(stream.read(stored))
    state = projection.step(state, record, before)
  }
  return projection.result(state)
}

/** A projection whose state is nobody else's business. */
interface Question<Result> {
  initial(): unknown
  step(state: never, record: JournalRecord, before: Standing | undefined): unknown
  result(state: never): Result
}

/**
 * Several questions in one reading.
 *
 * @example const { late, kicked } = await project(records, together({ late: timerLateness, kicked: kicks }))
 */
export function together<Answers extends Readonly<Record<string, unknown>>>(
  projections: {
    readonly [Name in keyof Answers]: Question<Answers[Name]>
  },
): Projection<unknown, Answers> {
  const entries = Object.entries(projections) as [string, Projection<unknown>][]
  return {
    initial: () => entries.map(([, { initial }]) => initial()),
    step: (states, record, before) =>
      entries.map(([, { step }], index) => step((states as unknown[])[index], record, before)),
    result: (states) =>
      Object.fromEntries(
        entries.map(([name, { result }], index) => [name, result((states as unknown[])[index])]),
      ) as Answers,
  }
}
