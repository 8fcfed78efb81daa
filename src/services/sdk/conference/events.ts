import type { ConferenceEvent, Participant } from '../../platform/conference.ts'

/** One is in the conference. */
export interface Joined {
  readonly type: 'joined'
  readonly atMs: number
  readonly conferenceId: string
  readonly participant: Participant
}

/** One is out of the conference: by leaving, kicked, or found to be out after the connection was lost. */
export interface Left {
  readonly type: 'left'
  readonly atMs: number
  readonly conferenceId: string
  readonly why: 'left' | 'kicked' | 'gone'
}

/**
 * What the platform says of the conference one is in: who came and went, whose token it has seen expire or renewed. One's
 * own joining, leaving and being kicked are `joined`, `left` and `participant.kicked` instead.
 */
export interface ConferenceNews {
  readonly type: 'conference.event'
  readonly atMs: number
  readonly isMe: boolean
  readonly event: ConferenceEvent
}

/** The stream of the conference's events broke. One stays in; it is taken up again at that time, without a gap. */
export interface ConnectionLost {
  readonly type: 'connection.lost'
  readonly atMs: number
  readonly retryAtMs: number
}

export interface ConnectionRestored {
  readonly type: 'connection.restored'
  readonly atMs: number
}

/** All that the conference service says. */
export type ConferenceServiceEvent = Joined | Left | ConferenceNews | ConnectionLost | ConnectionRestored
