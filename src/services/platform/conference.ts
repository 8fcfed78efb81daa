/**
 * What the expiry of its token means to a participant. `stay`: it remains in the conference, and only
 * its calls are refused. `kick`: it is put out.
 */
export type ParticipantPolicy = 'stay' | 'kick'

/** A participant, as everyone in the conference sees it. */
export interface Participant {
  readonly sessionId: string
  readonly externalId: string
  readonly name: string
  readonly policy: ParticipantPolicy
  /** Whether its newest token has expired. Only a `stay` participant is seen so. */
  readonly isTokenExpired: boolean
}

/**
 * What happened in a conference. `id` counts from 1 within a conference; `atMs` is the platform's time.
 * Only `participant.kicked` has a `reason`.
 */
export interface ConferenceEvent {
  readonly id: number
  readonly type:
    | 'participant.joined'
    | 'participant.left'
    | 'participant.kicked'
    | 'participant.token-expired'
    | 'participant.token-renewed'
  readonly atMs: number
  readonly conferenceId: string
  readonly participant: Participant
  readonly reason?: 'token-expired'
}

/** Whether this event is the end of that session's stay in the conference, and so of its event stream. */
export function isExitOf(sessionId: string, event: ConferenceEvent): boolean {
  const isExit = event.type === 'participant.left' || event.type === 'participant.kicked'
  return isExit && event.participant.sessionId === sessionId
}
