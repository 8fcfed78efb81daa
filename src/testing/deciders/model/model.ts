import type { Decider } from '../decider.ts'
import type { FactOf, ModelState, TokenEvent, TokenFact, TokenLife } from './model-state.ts'

// The table of the design, once more: plain data, plain branches, no statechart, and not a line shared with
// the machine. Where the two differ, one of them has misread the table.

type Result = { readonly state: ModelState; readonly facts: readonly TokenFact[] }
type EventOf<Type extends TokenEvent['type']> = Extract<TokenEvent, { type: Type }>

const nothing = (state: ModelState): Result => ({ state, facts: [] })

/** Another state: this one, but for what is different. (Its fields one by one: V8 copies them ten times faster so.) */
const changed = (state: ModelState, difference: Partial<ModelState>): ModelState =>
  Object.assign<ModelState, Partial<ModelState>>(
    {
      policy: state.policy,
      overlap: state.overlap,
      phase: state.phase,
      requesting: state.requesting,
      token: state.token,
      generation: state.generation,
      handled: state.handled,
      rejected: state.rejected,
      attempts: state.attempts,
      superseded: state.superseded,
      inConference: state.inConference,
      retryAtMs: state.retryAtMs,
      quietUntilMs: state.quietUntilMs,
      failures: state.failures,
      rejectedInARow: state.rejectedInARow,
    },
    difference,
  )

/** The moments at which a life of tokens wants a call: half, three quarters, the end. */
function moments({ issuedAtMs, expiresAtMs, jitterMs = 0 }: TokenLife): [number, number, number] {
  const quarters = (n: number) => issuedAtMs + Math.ceil(((expiresAtMs - issuedAtMs) * n) / 4) + jitterMs
  return [Math.min(quarters(2), expiresAtMs), Math.min(quarters(3), expiresAtMs), expiresAtMs]
}

const modelInitial: Decider<ModelState>['initial'] = ({ policy, input }) => ({
  policy,
  overlap: input.overlap ?? 'allow',
  phase: 'valid',
  requesting: null,
  token: input.token,
  generation: 0,
  handled: 0,
  rejected: false,
  attempts: 0,
  superseded: 0,
  inConference: false,
  retryAtMs: null,
  quietUntilMs: null,
  failures: 0,
  rejectedInARow: 0,
})

function modelNextDeadline(state: ModelState): number | null {
  if (state.phase === 'kicked') return null
  const due: number[] = moments(state.token).slice(state.handled)
  if (state.requesting === null && state.retryAtMs !== null) due.push(state.retryAtMs)
  return due.length === 0 ? null : Math.min(...due)
}

const modelPath = ({ phase, requesting }: ModelState): string =>
  phase === 'kicked' ? phase : `${phase}.${requesting === null ? 'idle' : 'requesting'}`

function modelStep(state: ModelState, event: TokenEvent): Result {
  if (state.phase === 'kicked') return nothing(state)
  switch (event.type) {
    case 'deadline.reached':
      return deadline(state, event.atMs)
    case 'refresh.succeeded':
      return succeeded(state, event)
    case 'refresh.failed':
      return event.attempt === state.requesting?.attempt
        ? fail(state, event.atMs, event.retryAtMs, [])
        : ignore(state, event, event.attempt > state.attempts ? 'unknown' : 'superseded')
    case 'refresh.demanded':
      return state.requesting === null ? request(state, event.atMs, 'demand', []) : nothing(state)
    case 'token.supplied':
      if (event.token.expiresAtMs <= event.atMs) return nothing(state)
      return adopt(state, event.atMs, event.token, null, state.attempts)
    case 'api.rejected':
      return rejected(state, event)
    case 'conference.joined':
      if (state.policy === 'kick' && state.phase === 'expired' && state.requesting === null)
        return kick(changed(state, { inConference: true }), event.atMs, [])
      return nothing(changed(state, { inConference: true }))
    case 'conference.left':
      return nothing(changed(state, { inConference: false }))
    case 'conference.ejected':
      if (state.policy === 'kick') return kick(changed(state, { inConference: false }), event.atMs, [])
      return nothing(changed(state, { inConference: false }))
    case 'session.resumed':
      if (state.requesting === null || state.requesting.attempt > event.attempt) return nothing(state)
      return request(state, event.atMs, state.requesting.stage, [])
  }
}

function deadline(state: ModelState, atMs: number): Result {
  const passed = moments(state.token).filter((moment) => moment <= atMs).length
  if (passed <= state.handled) {
    const retry = state.requesting === null && state.retryAtMs !== null && state.retryAtMs <= atMs
    return retry ? request(state, atMs, 'retry', []) : nothing(state)
  }
  const handled = changed(state, { handled: passed })
  const joins = state.overlap === 'join' && state.requesting !== null
  if (passed < 3) {
    const stage = passed === 1 ? 'half' : 'three-quarter'
    const phase = state.phase === 'expired' ? 'expired' : (`refreshing-${stage}` as const)
    return joins ? nothing({ ...handled, phase }) : request({ ...handled, phase }, atMs, stage, [])
  }
  const facts: TokenFact[] =
    state.phase === 'expired' ? [] : [{ type: 'token.expired', atMs, generation: state.generation }]
  const over: ModelState = { ...handled, phase: 'expired' }
  if (state.policy === 'kick' && state.inConference) return kick(over, atMs, facts)
  return joins ? { state: over, facts } : request(over, atMs, 'expiry', facts)
}

function succeeded(state: ModelState, event: EventOf<'refresh.succeeded'>): Result {
  const { attempt, token, atMs } = event
  if (attempt > state.attempts) return ignore(state, event, 'unknown')
  if (attempt <= state.superseded) return ignore(state, event, 'superseded')
  if (atMs < token.expiresAtMs) {
    const quiet = event.quietUntilMs ?? null
    const taken = adopt(state, atMs, token, attempt, attempt)
    return { ...taken, state: { ...taken.state, quietUntilMs: quiet } }
  }
  const ignored = ignore(state, event, 'expired')
  return attempt === state.requesting?.attempt ? fail(state, atMs, event.retryAtMs, ignored.facts) : ignored
}

function rejected(state: ModelState, { atMs, generation }: EventOf<'api.rejected'>): Result {
  if (generation !== state.generation) return nothing(state)
  const facts: TokenFact[] = state.rejected ? [] : [{ type: 'token.rejected', atMs, generation }]
  const rejectedInARow = state.rejectedInARow + facts.length
  if (state.policy === 'kick') return { state: changed(state, { rejected: true, rejectedInARow }), facts }
  if (state.phase !== 'expired') facts.push({ type: 'token.expired', atMs, generation })
  const over: ModelState = changed(state, { rejected: true, rejectedInARow, phase: 'expired' })
  if (state.requesting !== null) return { state: over, facts }
  const ahead = [state.retryAtMs, state.quietUntilMs].find((moment) => moment !== null && moment > atMs)
  if (ahead === undefined) return request(over, atMs, 'rejection', facts)
  return { state: { ...over, retryAtMs: ahead }, facts }
}

function request(
  state: ModelState,
  atMs: number,
  stage: FactOf<'refresh.requested'>['stage'],
  facts: readonly TokenFact[],
): Result {
  const attempt = state.attempts + 1
  const isExpired = state.rejected || atMs >= state.token.expiresAtMs
  return {
    state: changed(state, { attempts: attempt, requesting: { attempt, stage }, retryAtMs: null }),
    facts: [...facts, { type: 'refresh.requested', atMs, attempt, stage, isExpired }],
  }
}

function adopt(
  state: ModelState,
  atMs: number,
  token: TokenLife,
  attempt: number | null,
  superseded: number,
): Result {
  const generation = state.generation + 1
  const { issuedAtMs, expiresAtMs } = token
  const fact: TokenFact = { type: 'token.adopted', atMs, generation, issuedAtMs, expiresAtMs }
  return {
    state: changed(state, {
      phase: 'valid',
      requesting: null,
      token,
      generation,
      handled: 0,
      rejected: false,
      superseded,
      retryAtMs: null,
      quietUntilMs: null,
      failures: 0,
      rejectedInARow: state.rejected ? state.rejectedInARow : 0,
    }),
    facts: [attempt === null ? fact : { ...fact, attempt }],
  }
}

function fail(
  state: ModelState,
  atMs: number,
  retryAtMs: number | undefined,
  facts: readonly TokenFact[],
): Result {
  const idle = changed(state, {
    requesting: null,
    retryAtMs: retryAtMs ?? null,
    failures: state.failures + 1,
  })
  const out = state.policy === 'kick' && state.phase === 'expired' && state.inConference
  return out ? kick(idle, atMs, facts) : { state: idle, facts }
}

function ignore(
  state: ModelState,
  { atMs, attempt }: EventOf<'refresh.succeeded' | 'refresh.failed'>,
  why: FactOf<'refresh.ignored'>['why'],
): Result {
  return { state, facts: [{ type: 'refresh.ignored', atMs, attempt, why }] }
}

function kick(state: ModelState, atMs: number, facts: readonly TokenFact[]): Result {
  return {
    state: changed(state, { phase: 'kicked', requesting: null }),
    facts: [...facts, { type: 'participant.kicked', atMs, generation: state.generation }],
  }
}

/**
 * An independent model of the machine: the table of the design as plain data and plain branches, to be compared with
 * whatever else decides.
 */
export const modelDecider: Decider<ModelState> = {
  initial: modelInitial,
  decide: modelStep,
  path: modelPath,
  nextDeadlineMs: modelNextDeadline,
}
