import type { TokenEvent } from '../../machines/events.ts'
import { isReached } from '../../machines/points.ts'
import type { TokenLife } from '../../machines/token-life.ts'
import { type Decider, step } from '../deciders/decider.ts'
import { enter, type Ledger, openLedger } from '../traces/ledger.ts'
import type { Trace, TraceEntry } from '../traces/trace.ts'
import { momentMs } from './moment.ts'
import type { Plan, Saying, TokenPlan, Which } from './plan.ts'

/**
 * Plays a plan before a decider, as a host that keeps its three promises: time never runs back; before
 * anything is said, `deadline.reached` with the same time is, if something is due by then; and every event is
 * well formed. A kick ends the play.
 *
 * @returns the trace: a legal history with what came of it
 */
export function play<State>(decider: Decider<State>, plan: Plan): Trace {
  const entries: TraceEntry[] = []
  let state = decider.initial(plan)
  let known = openLedger(plan)

  const tell = (event: TokenEvent): void => {
    const next = step(decider, state, event)
    state = next.state
    known = enter(known, event, next.entry.facts)
    entries.push(next.entry)
  }
  const isDue = (atMs: number): boolean => {
    const dueAtMs = decider.nextDeadlineMs(state)
    return !known.isKicked && dueAtMs !== null && isReached(dueAtMs, atMs)
  }
  const stayAwakeUntil = (atMs: number): void => {
    for (let rounds = 0; isDue(atMs); rounds++) {
      if (rounds > 100) throw new Error('play: a deadline that was reached again and again is still due')
      tell({ type: 'deadline.reached', atMs: Math.max(known.atMs, decider.nextDeadlineMs(state) ?? 0) })
    }
  }

  for (const { at, isAwake, what } of plan.intents) {
    const atMs = momentMs(at, { ...known, deadlineMs: decider.nextDeadlineMs(state) })
    if (isAwake) stayAwakeUntil(atMs)
    else if (isDue(atMs)) tell({ type: 'deadline.reached', atMs })
    const event = known.isKicked ? undefined : eventOf(what, known, atMs)
    if (event) tell(event)
    if (known.isKicked) break
  }
  return { policy: plan.policy, input: plan.input, entries }
}

const lifeOf = ({ ttlMs, ageMs, jitterMs }: TokenPlan, atMs: number): TokenLife => ({
  issuedAtMs: atMs - ageMs,
  expiresAtMs: atMs - ageMs + ttlMs,
  ...(jitterMs === undefined ? {} : { jitterMs }),
})

/** The attempt's number; `undefined` if that attempt would have been made before the first. */
function attemptOf(which: Which, { lastAttempt }: Ledger): number | undefined {
  if ('neverMade' in which) return lastAttempt + which.neverMade
  return lastAttempt > which.back ? lastAttempt - which.back : undefined
}

const after = (name: 'retryAtMs' | 'quietUntilMs', atMs: number, ms: number | undefined): object =>
  ms === undefined ? {} : { [name]: atMs + ms }

/** The event that says it; `undefined`: nothing is said, or it cannot be. */
export function eventOf(what: Saying, known: Ledger, atMs: number): TokenEvent | undefined {
  switch (what.say) {
    case 'nothing':
      return undefined
    case 'refresh.succeeded': {
      const attempt = attemptOf(what.which, known)
      if (attempt === undefined) return undefined
      const times = {
        ...after('quietUntilMs', atMs, what.quietMs),
        ...after('retryAtMs', atMs, what.retryMs),
      }
      return { type: what.say, atMs, attempt, token: lifeOf(what.token, atMs), ...times }
    }
    case 'refresh.failed': {
      const attempt = attemptOf(what.which, known)
      if (attempt === undefined) return undefined
      const { reason, error } = what
      const rest = { ...after('retryAtMs', atMs, what.retryMs), ...(error === undefined ? {} : { error }) }
      return { type: what.say, atMs, attempt, reason, ...rest }
    }
    case 'token.supplied':
      return { type: what.say, atMs, token: lifeOf(what.token, atMs) }
    case 'api.rejected': {
      const generation = known.generation - what.back
      return generation < 0 ? undefined : { type: what.say, atMs, generation }
    }
    case 'session.resumed':
      return { type: what.say, atMs, attempt: Math.max(0, known.lastAttempt - what.survivors) }
    default:
      return { type: what.say, atMs }
  }
}
