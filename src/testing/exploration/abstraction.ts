import type { TokenEvent } from '../../machines/events.ts'
import type { TokenFact } from '../../machines/facts.ts'
import { isReached, pointsReached } from '../../machines/points.ts'
import type { Ledger } from '../traces/ledger.ts'
import { marksAhead, nameOfDue } from './marks.ts'

/**
 * The name of all the situations that are to be alike: the numbers of attempts and generations, and all times, are
 * forgotten; only what is known of their order is left.
 *
 * - the state, and what its next deadline is the time of
 * - how many points are handled, and how many are reached
 * - what lies ahead, in order: points, the retry, the end of the quiet time, and what of it falls together
 * - whether a retry is due; a quiet time that has passed is as none
 * - in a conference; rejected; the stage of the attempt in flight
 * - attempts newer than the last adopted one: none, one, or more; older ones: none, or some
 * - whether there is an older generation
 */
export function classOf(path: string, dueAtMs: number | null, known: Ledger): string {
  if (path === 'kicked') return dueAtMs === null ? path : `${path} | due`
  const { token, atMs, retryAtMs, inFlight, lastAttempt, supersededUpTo } = known
  const usable = lastAttempt - supersededUpTo
  // Made millions of times: pieces are put together, not lists.
  let name = `${path} | due ${nameOfDue(known, dueAtMs)} | points ${known.pointsHandled} of ${pointsReached(token, atMs)}`
  let ahead = ''
  for (const mark of marksAhead(known, dueAtMs)) ahead += ahead === '' ? mark.name : ` < ${mark.name}`
  name += ` | ahead ${ahead || 'nothing'}`
  if (retryAtMs !== undefined && isReached(retryAtMs, atMs)) name += ' | retry due'
  if (known.inConference) name += ' | in conference'
  if (known.isRejected) name += ' | rejected'
  if (inFlight) name += ` | in flight ${inFlight.stage}`
  name += usable < 2 ? ` | attempts ${usable}` : ' | attempts 2 or more'
  if (supersededUpTo > 0) name += ' | superseded some'
  if (known.generation > 0) name += ' | a later generation'
  return name
}

/** What was decided, with numbers told by their distance from what was known, and no times. */
export function factsOf(facts: readonly TokenFact[], before: Ledger, event: TokenEvent): string {
  return facts.length === 0 ? 'nothing' : facts.map((fact) => wordsOf(fact, before, event)).join(', ')
}

function wordsOf(fact: TokenFact, before: Ledger, event: TokenEvent): string {
  const words: string[] = [fact.type]
  if (fact.atMs !== event.atMs) words.push('at another time')
  if ('generation' in fact) words.push(`generation ${signed(fact.generation - before.generation)}`)
  if ('attempt' in fact && fact.attempt !== undefined) {
    const isNamed = 'attempt' in event && event.attempt === fact.attempt
    words.push(isNamed ? 'that attempt' : `attempt ${signed(fact.attempt - before.lastAttempt)}`)
  }
  if ('why' in fact) words.push(fact.why)
  if ('stage' in fact) words.push(fact.stage, fact.isExpired ? 'expired' : 'alive')
  if ('issuedAtMs' in fact) {
    const isCarried =
      'token' in event &&
      event.token.issuedAtMs === fact.issuedAtMs &&
      event.token.expiresAtMs === fact.expiresAtMs
    words.push(isCarried ? 'that token' : 'another token')
  }
  return words.join(' ')
}

const signed = (count: number) => (count < 0 ? `${count}` : `+${count}`)
