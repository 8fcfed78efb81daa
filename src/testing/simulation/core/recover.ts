import { isAhead, isAlive } from '../../traces/ledger.ts'
import { BrokenPromise } from '../broken-promise.ts'
import type { Witness } from './witness.ts'

/** How long the calm lasts in which a session must recover, ms: a time-out, the longest backoff and quiet time. */
const calmMs = 300_000
/** How often an app that has no usable token asks for one, ms. */
const askEveryMs = 10_000
/** More events than a calm can have, of tokens that live for a second. */
const mostRounds = 20_000

/**
 * The faults stop: the callback answers every attempt soon and well, every timer is exact, and the app asks for a
 * token when it has none. What must come of that, comes. There is no chance in it.
 *
 * @param atMs when they stop
 * @returns when the calm is over; the session may have ended
 * @throws BrokenPromise
 */
export function recover<State>(witness: Witness<State>, atMs: number, ttlMs: number, asks: boolean): number {
  const { tally } = witness
  if (tally.record && !tally.isSilent) tally.record.push({ calmAtMs: atMs })
  const wasSilent = tally.isSilent
  tally.isSilent = true
  try {
    return goOn(witness, atMs, ttlMs, asks)
  } finally {
    tally.isSilent = wasSilent
  }
}

function goOn<State>(witness: Witness<State>, fromMs: number, ttlMs: number, asks: boolean): number {
  const latencyMs = Math.min(50, Math.floor(ttlMs / 20))
  const endMs = fromMs + calmMs
  let nextAskMs = fromMs
  let rounds = 0
  if (witness.isDue(fromMs)) witness.tell({ type: 'deadline.reached', atMs: fromMs })
  checkKick(witness, fromMs)
  while (!witness.ledger.isKicked) {
    const { ledger, nextDeadlineMs } = witness
    const answerMs = ledger.inFlight ? Math.max(fromMs, ledger.inFlight.atMs) + latencyMs : Infinity
    const atMs = Math.min(nextDeadlineMs ?? Infinity, answerMs, asks ? nextAskMs : Infinity)
    // An answer that is on its way is waited for.
    if (atMs > endMs && !ledger.inFlight) break
    if (++rounds > mostRounds)
      throw new BrokenPromise(
        'every-attempt-settles',
        `after ${mostRounds} events in the calm there is no rest`,
      )
    if (witness.isDue(atMs)) witness.tell({ type: 'deadline.reached', atMs })
    else if (ledger.inFlight && atMs === answerMs) {
      const token = { issuedAtMs: atMs, expiresAtMs: atMs + ttlMs }
      witness.tell({ type: 'refresh.succeeded', atMs, attempt: ledger.inFlight.attempt, token })
    } else {
      nextAskMs = atMs + askEveryMs
      if (mayAsk(witness, atMs)) witness.tell({ type: 'refresh.demanded', atMs })
    }
  }
  checkRecovery(witness, endMs)
  return Math.max(endMs, witness.ledger.atMs)
}

/** As `freshToken()` does: who has a usable token, or is in a backoff, makes no demand. */
function mayAsk<State>({ ledger }: Witness<State>, atMs: number): boolean {
  const isUsable = isAlive(ledger.token, atMs) && !ledger.isRejected
  const isBackingOff =
    isAhead(ledger.retryAtMs, atMs) || (ledger.isRejected && isAhead(ledger.quietUntilMs, atMs))
  return !isUsable && !isBackingOff && !ledger.inFlight
}

/** Everything due is processed: nobody is in a conference with a token that has ended and no attempt. */
function checkKick<State>({ ledger, tally, opening }: Witness<State>, atMs: number): void {
  if (opening.policy === 'stay') return
  tally.checked('kick-ends')
  if (ledger.isKicked || ledger.inFlight || !ledger.inConference || isAlive(ledger.token, atMs)) return
  throw new BrokenPromise('kick-ends', 'the token ended in a conference, and the participant is still there')
}

function checkRecovery<State>({ ledger, tally, path, opening }: Witness<State>, endMs: number): void {
  if (ledger.isKicked) return
  tally.checked('every-attempt-settles')
  if (ledger.inFlight)
    throw new BrokenPromise('every-attempt-settles', `attempt ${ledger.inFlight.attempt} has no end`)
  const { isRejected } = ledger
  // Under kick a rejection calls nobody: the token stays rejected until the next point.
  if (opening.policy === 'kick' && isRejected) return
  tally.checked('stay-recovers')
  const isUsable = isAlive(ledger.token, Math.max(endMs, ledger.atMs)) && !isRejected
  if (isUsable && !path.startsWith('expired')) return
  throw new BrokenPromise('stay-recovers', `five minutes after the faults have stopped, the state is ${path}`)
}
