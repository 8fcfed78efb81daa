import type { JournalRecord } from '../../index.ts'
import type { ConferenceEvent } from '../../services/platform/index.ts'
import type { Role } from './roles.ts'
import type { Witness } from './story.ts'

/** One thing that a policy demands, and whether it was so. */
export interface Verdict {
  readonly demand: string
  readonly holds: boolean
}

/** All that there is to judge one participant's story by. */
export interface Evidence extends Witness {
  readonly role: Role
  readonly records: readonly JournalRecord[]
  /** The state that its journal replays to, and the one that its session was in. */
  readonly replayedState: string
  readonly liveState: string
  /** What it heard from the platform. */
  readonly heard: readonly ConferenceEvent[]
  /** What the platform answered to its calls with the token in hand. */
  readonly answers: readonly number[]
}
