import { nextDeadlineMs } from '../../../machines/deadline.ts'
import { isReached } from '../../../machines/points.ts'
import type { SessionOpened } from '../record.ts'
import type { Step } from '../replay-stream.ts'
import { failureInWords } from './failure-in-words.ts'
import type { InWords } from './moment-in-words.ts'
import { span } from './span.ts'

/** What happened, by one record: the beginning of a sentence. */
export function happeningInWords(step: Step, at: InWords): string {
  const { event } = step.record
  switch (event.type) {
    case 'session.opened':
      return openingInWords(event, at)
    case 'deadline.reached':
      return `${dueInWords(step)}${latenessInWords(step)}`
    case 'refresh.succeeded':
      return `Attempt ${event.attempt} brought a token`
    case 'refresh.failed':
      return `Attempt ${event.attempt} failed, the callback ${failureInWords(event)}`
    case 'refresh.demanded':
      return 'The app asked for a new token'
    case 'token.supplied':
      return 'The app supplied a token'
    case 'api.rejected':
      return `The platform rejected token ${event.generation}`
    case 'conference.joined':
      return 'The participant joined a conference'
    case 'conference.left':
      return 'The participant left the conference'
    case 'conference.ejected':
      return 'The platform put the participant out of the conference'
    case 'session.resumed':
      return 'The session was resumed after a restart'
    case 'session.closed':
      return 'The app closed the session'
  }
}

/** How late the machine heard of what was due, ms; undefined if nothing was. */
export function latenessMs({ record, before }: Step): number | undefined {
  if (record.event.type !== 'deadline.reached' || !before) return undefined
  const deadlineMs = nextDeadlineMs(before)
  if (deadlineMs === null || !isReached(deadlineMs, record.atMs)) return undefined
  return record.atMs - deadlineMs
}

function openingInWords({ atMs, input: { token } }: SessionOpened, at: InWords): string {
  const { issuedAtMs, expiresAtMs } = token
  if (expiresAtMs === issuedAtMs) return 'The session opened without a token'
  return isReached(expiresAtMs, atMs)
    ? `The session opened with token 0, which had ended at ${at(expiresAtMs)}`
    : `The session opened with token 0, good for ${span(expiresAtMs - atMs)}, until ${at(expiresAtMs)}`
}

/** The event says only that something was due; what it was, the machine's memory tells. */
function dueInWords({ before, after, record }: Step): string {
  const { generation, pointsHandled } = after.context
  const isPoint = pointsHandled !== before?.context.pointsHandled
  if (isPoint && pointsHandled === 1) return `One half of the life of token ${generation} was over`
  if (isPoint && pointsHandled === 2) return `Three quarters of the life of token ${generation} were over`
  if (isPoint) return `The end of token ${generation} came`
  const isRetry = record.facts.some((fact) => fact.type === 'refresh.requested' && fact.stage === 'retry')
  return isRetry ? 'It was time to try again' : 'Somebody looked at the time'
}

function latenessInWords(step: Step): string {
  const lateMs = latenessMs(step)
  if (!lateMs) return ''
  const unnoticed = unnoticedPoints(step)
  return `, noticed ${span(lateMs)} late${unnoticed && ` (${unnoticed} had passed unnoticed)`}`
}

/** Of several points passed, only the latest is acted on. */
export function unnoticedPoints({ before, after }: Step): string {
  const points = ['one half', 'three quarters']
  const handledBefore = before?.context.pointsHandled ?? 0
  return points.slice(handledBefore, Math.max(handledBefore, after.context.pointsHandled - 1)).join(' and ')
}
