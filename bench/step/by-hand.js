// @ts-check
import { input } from './history.js'
import { stepping } from './stepping.js'

/** @import { TokenContext, TokenEvent, TokenFact } from '../../dist/index.js' */
/** @typedef {{ path: string, context: TokenContext }} State */

// The token machine under `stay`, as one would write it by hand: a switch, and objects spread. It takes the events of the benchmark's
// history, and throws for what never comes in it.

/** @param {TokenContext} context @param {number} atMs */
function pointsReached({ issuedAtMs, expiresAtMs, jitterMs }, atMs) {
  if (atMs >= expiresAtMs) return 3
  const ttlMs = expiresAtMs - issuedAtMs
  if (atMs >= Math.min(issuedAtMs + Math.ceil((ttlMs * 3) / 4) + jitterMs, expiresAtMs)) return 2
  return atMs >= Math.min(issuedAtMs + Math.ceil(ttlMs / 2) + jitterMs, expiresAtMs) ? 1 : 0
}

/**
 * @param {string} path
 * @param {TokenContext} context
 * @param {number} atMs
 * @param {'half' | 'three-quarter' | 'retry' | 'demand'} stage
 * @param {0 | 1 | 2 | 3} pointsHandled
 * @returns {[State, readonly TokenFact[]]}
 */
function request(path, context, atMs, stage, pointsHandled) {
  const attempt = context.lastAttempt + 1
  const isExpired = context.isRejected || atMs >= context.expiresAtMs
  return [
    {
      path,
      context: { ...context, atMs, pointsHandled, lastAttempt: attempt, inFlight: stage, retryAtMs: null },
    },
    [{ type: 'refresh.requested', atMs, attempt, stage, isExpired }],
  ]
}

/** @type {readonly never[]} */
const none = []

/**
 * @param {State} state
 * @param {TokenEvent} event
 * @returns {readonly [State, readonly TokenFact[]]}
 */
function step(state, event) {
  const { path, context } = state
  const { atMs } = event
  const isIdle = path.endsWith('.idle')
  switch (event.type) {
    case 'conference.joined':
      return [{ path, context: { ...context, atMs, isInConference: true } }, none]
    case 'deadline.reached': {
      const reached = pointsReached(context, atMs)
      if (reached > context.pointsHandled) {
        if (reached === 1) return request('refreshing-half.requesting', context, atMs, 'half', 1)
        if (reached === 2)
          return request('refreshing-three-quarter.requesting', context, atMs, 'three-quarter', 2)
        throw new Error('No token expires in this history.')
      }
      if (!isIdle || context.retryAtMs === null || atMs < context.retryAtMs) return [state, none]
      return request(path.replace('idle', 'requesting'), context, atMs, 'retry', context.pointsHandled)
    }
    case 'refresh.demanded':
      if (!isIdle) return [state, none]
      return request(path.replace('idle', 'requesting'), context, atMs, 'demand', context.pointsHandled)
    case 'refresh.failed': {
      if (context.inFlight === null || event.attempt !== context.lastAttempt)
        throw new Error('Only the attempt in flight fails in this history.')
      const retryAtMs = event.retryAtMs ?? null
      const failures = context.failures + 1
      return [
        {
          path: path.replace('requesting', 'idle'),
          context: { ...context, atMs, inFlight: null, retryAtMs, failures },
        },
        none,
      ]
    }
    case 'refresh.succeeded': {
      const { attempt, token } = event
      if (attempt > context.lastAttempt || attempt <= context.supersededAttempt || atMs >= token.expiresAtMs)
        throw new Error('Every answer is adopted in this history.')
      const generation = context.generation + 1
      const { issuedAtMs, expiresAtMs } = token
      return [
        {
          path: 'valid.idle',
          context: {
            ...context,
            atMs,
            issuedAtMs,
            expiresAtMs,
            jitterMs: token.jitterMs ?? 0,
            claimedExpMs: token.claimedExpMs ?? null,
            pointsHandled: 0,
            isRejected: false,
            hasExpired: false,
            generation,
            supersededAttempt: attempt,
            inFlight: null,
            retryAtMs: null,
            quietUntilMs: event.quietUntilMs ?? null,
            failures: 0,
            rejectedInARow: context.isRejected ? context.rejectedInARow : 0,
          },
        },
        [{ type: 'token.adopted', atMs, generation, issuedAtMs, expiresAtMs, attempt }],
      ]
    }
    case 'api.rejected':
      if (event.generation === context.generation)
        throw new Error('Only old tokens are rejected in this history.')
      return [state, none]
    default:
      throw new Error(`${event.type} does not come in this history.`)
  }
}

/** @returns {State} */
function begin() {
  const { token, atMs } = input
  return {
    path: 'valid.idle',
    context: {
      atMs,
      overlap: 'allow',
      generation: 0,
      ...token,
      jitterMs: 0,
      claimedExpMs: null,
      pointsHandled: 0,
      isRejected: false,
      hasExpired: false,
      lastAttempt: 0,
      supersededAttempt: 0,
      inFlight: null,
      retryAtMs: null,
      quietUntilMs: null,
      failures: 0,
      rejectedInARow: 0,
      isInConference: false,
    },
  }
}

export const setUp = () =>
  stepping(
    begin,
    (state, event) => {
      const [next, facts] = step(state, event)
      return [next, facts.length]
    },
    (state) => state,
  )
