import { nextDeadlineMs } from '../../../machines/deadline.ts'
import { attemptsInWords } from './attempts-in-words.ts'
import type { InWords } from './moment-in-words.ts'
import { span } from './span.ts'
import type { Story } from './story.ts'

/** Why it is so, sentence by sentence: the token, what befell it, what was tried, and what is to come. */
export function sentences(story: Story, at: InWords): string[] {
  return [
    lifeInWords(story, at),
    rejectionInWords(story, at),
    latenessInWords(story),
    story.attempts.made > 0 || story.expired || story.kicked
      ? attemptsInWords(story.attempts, at)
      : undefined,
    nextInWords(story, at),
  ].filter((sentence) => sentence !== undefined)
}

function lifeInWords({ token, atMs }: Story, at: InWords): string {
  const { generation, issuedAtMs, expiresAtMs, attempt } = token
  if (expiresAtMs === issuedAtMs && generation === 0) return 'It never had a token.'
  const origin =
    attempt !== undefined
      ? `which attempt ${attempt} had brought at ${at(token.atMs)}`
      : generation === 0
        ? 'with which the session opened'
        : `which the app supplied at ${at(token.atMs)}`
  const end = expiresAtMs <= atMs ? 'ended' : 'ends'
  return `Token ${generation}, ${origin}, ${end} at ${at(expiresAtMs)}, ${span(expiresAtMs - issuedAtMs)} after its beginning.`
}

function rejectionInWords({ rejected, token }: Story, at: InWords): string | undefined {
  return rejected && `The platform rejected token ${token.generation} at ${at(rejected.atMs)}.`
}

/** A timer that comes late explains why nothing was tried in time. */
function latenessInWords({ kicked, expired }: Story): string | undefined {
  const turn = kicked?.cause === 'deadline.reached' ? kicked : expired
  if (turn?.cause !== 'deadline.reached') return undefined
  if (turn.lateMs === 0) return 'The end was noticed on time.'
  const unnoticed = turn.unnoticed && `; before it, ${turn.unnoticed} of its life had passed unnoticed`
  return `The end was noticed ${span(turn.lateMs)} late${unnoticed}.`
}

function nextInWords({ standing, kicked, attempts, closedAtMs }: Story, at: InWords): string | undefined {
  if (kicked || closedAtMs !== undefined) return undefined
  const { context } = standing
  if (context.inFlight !== null) {
    const attempt = attempts.last.at(-1)
    return `Attempt ${context.lastAttempt} was in flight${attempt ? ` since ${at(attempt.atMs)}` : ''}.`
  }
  const deadlineMs = nextDeadlineMs(standing)
  if (deadlineMs === null) return 'Nothing was due: it waited to be asked.'
  const points = ['one half of its life', 'three quarters of its life', 'its end']
  const isRetry = deadlineMs === context.retryAtMs
  return `Next was ${isRetry ? 'another try' : points[context.pointsHandled]} at ${at(deadlineMs)}.`
}
