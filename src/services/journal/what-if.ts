import { HalflifeError } from '../../errors.ts'
import type { RefreshRequested } from '../../machines/facts.ts'
import type { Policy } from '../../machines/token-life.ts'
import type { TokenSnapshot } from '../../machines/token-machine.ts'
import { type Records, replaySteps } from './replay.ts'
import type { ReadingOptions, Step } from './replay-stream.ts'
import type { TableStanding } from './standing.ts'
import { OtherCourse } from './what-if/other-course.ts'
import { type Parting, partingAt } from './what-if/parting.ts'
import { Unanswered } from './what-if/unanswered.ts'

export interface WhatIfOptions extends ReadingOptions {
  readonly policy: Policy
  /** How many differences to tell; the others are counted. Default 1000. */
  readonly limit?: number
}

/** A recorded history, and the one it would have been. */
export interface WhatIf {
  readonly stream: string
  readonly recorded: { readonly policy: Policy; readonly state: string; readonly version: number }
  /** The policy of the other history, and where it stands at the end of the records. */
  readonly policy: Policy
  readonly state: string
  readonly snapshot: TokenSnapshot
  /** Where the two part. Absent: they are the same, but perhaps for the numbers of attempts. */
  readonly firstDifference?: Parting
  /** The first of them, in the order of the records. */
  readonly differences: readonly Parting[]
  /** How many differences there are in all. */
  readonly count: number
  /** The last attempts of the other history that no record answers: what the callback would have said, nobody knows. */
  readonly unanswered: readonly RefreshRequested[]
  /** How many events cannot have come about in it: answers to attempts never made, all that follows its end. */
  readonly leftOut: number
}

/**
 * What would have happened under the other policy, told the same by the world. It is sure up to the first
 * difference; from there on it is the best that the records can say, and says where they are silent
 * (docs/journal.md, "What what-if cannot know").
 *
 * @param records one stream's, from its first
 * @throws what `replay` throws; `ERR_OPTION` for another policy than `stay` and `kick`
 * @example const { firstDifference, state } = await whatIf(journal.read('room-7/alice'), { policy: 'stay' })
 */
export async function whatIf(records: Records, options: WhatIfOptions): Promise<WhatIf> {
  const { policy, limit = 1000 } = options
  if (policy !== 'stay' && policy !== 'kick')
    throw new HalflifeError('ERR_OPTION', 'policy must be stay or kick.')
  const course = new OtherCourse(policy)
  const unanswered = new Unanswered()
  const differences: Parting[] = []
  let count = 0
  let leftOut = 0
  let last: Step | undefined
  let standing: TableStanding | undefined
  for await (const step of replaySteps(records, Infinity, options)) {
    last = step
    for (const other of course.take(step)) {
      standing = other.standing
      unanswered.take(other)
      if (isLeftOut(step, other.event)) leftOut++
      const parting = partingAt(step, other)
      if (parting && ++count <= limit) differences.push(parting)
    }
  }
  if (!last || !standing) throw new HalflifeError('ERR_STREAM_NOT_FOUND', 'There are no records.')
  const [firstDifference] = differences
  const { stream, version, state } = last.record
  return {
    stream,
    recorded: { policy: last.record.policy, state, version },
    policy,
    state: standing.state,
    snapshot: standing.snapshot,
    ...(firstDifference && { firstDifference }),
    differences,
    count,
    unanswered: unanswered.last,
    leftOut,
  }
}

const isLeftOut = ({ record: { type } }: Step, event: unknown) =>
  event === undefined && type !== 'session.opened' && type !== 'session.closed'
