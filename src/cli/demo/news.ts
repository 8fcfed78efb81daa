import type { ConferenceEvent } from '../../services/platform/index.ts'
import type { Tone } from './chronicle.ts'

/** What the platform says of a participant, in words. */
export function newsOf({ type, participant: { externalId } }: ConferenceEvent): [text: string, tone: Tone] {
  switch (type) {
    case 'participant.joined':
      return [`${externalId} is in the conference`, 'plain']
    case 'participant.left':
      return [`${externalId} has left`, 'plain']
    case 'participant.kicked':
      return [`puts ${externalId} out: its token has expired`, 'end']
    case 'participant.token-expired':
      return [`sees that ${externalId}'s token has expired; ${externalId} stays`, 'plain']
    case 'participant.token-renewed':
      return [`knows the newer token of ${externalId}`, 'plain']
  }
}
