import type { InWords } from './moment-in-words.ts'
import type { Story, Turn } from './story.ts'

/** The answer in one sentence. */
export function headline({ stream, state, kicked, atMs, closedAtMs }: Story, inFull: InWords): string {
  if (kicked) return `${stream} was kicked at ${inFull(kicked.atMs)}: ${causeOf(kicked)}.`
  const [phase] = state.split('.')
  const how = state.endsWith('.requesting') ? ', with an attempt in flight' : ''
  const closed = closedAtMs === undefined ? '' : ' when the app closed its session'
  return `${stream} was ${phase}${how}${closed} at ${inFull(atMs)}.`
}

function causeOf({ cause }: Turn): string {
  switch (cause) {
    case 'conference.ejected':
      return 'the platform had put the participant out of the conference'
    case 'conference.joined':
      return 'the participant joined a conference with a token that had expired'
    case 'refresh.failed':
    case 'refresh.succeeded':
      return 'the participant was in a conference with a token that had expired, and the last attempt to replace it came to nothing'
    default:
      return 'its token ended while the participant was in a conference'
  }
}
