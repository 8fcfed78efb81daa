// @ts-check
import { input } from './history.js'
import { stepping } from './stepping.js'

/** @import { TokenContext, TokenEvent, TokenFact } from '../../dist/index.js' */
/** @typedef {{ path: string, context: TokenContext }} State */

// The token machine under `stay`, as one would write it by hand to be quick: a switch, and contexts copied field by field into one
// shape (a spread of 18 fields is ten times slower). It takes the events of the benchmark's history, and throws for what never comes in it.

/**
 * A copy, which whoever made it may write to until it is handed on.
 *
 * @param {TokenContext} context
 * @returns {{ -readonly [Key in keyof TokenContext]: TokenContext[Key] }}
 */
const copyOf = (context) => ({
  atMs: context.atMs,
  overlap: context.overlap,
  generation: context.generation,
  issuedAtMs: context.issuedAtMs,
  expiresAtMs: context.expiresAtMs,
  jitterMs: context.jitterMs,
  claimedExpMs: context.claimedExpMs,
  pointsHandled: context.pointsHandled,
  isRejected: context.isRejected,
  hasExpired: context.hasExpired,
  lastAttempt: context.lastAttempt,
  supersededAttempt: context.supersededAttempt,
  inFlight: context.inFlight,
  retryAtMs: context.retryAtMs,
  quietUntilMs: context.quietUntilMs,
  failures: context.failures,
  rejectedInARow: context.rejectedInARow,
  isInConference: context.isInConference,
})

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
  const next = copyOf(context)
  next.atMs = atMs
  next.pointsHandled = pointsHandled
  next.lastAttempt = attempt
  next.inFlight = stage
  next.retryAtMs = null
  return [{ path, context: next }, [{ type: 'refresh.requested', atMs, attempt, stage, isExpired }]]
}

/** @type {readonly never[]} */
const none = []

const outer = ['valid', 'refreshing-half', 'refreshing-three-quarter', 'expired']
/** @type {Record<string, string>} */
const requesting = Object.fromEntries(outer.map((name) => [`${name}.idle`, `${name}.requesting`]))
/** @type {Record<string, string>} */
const idle = Object.fromEntries(outer.map((name) => [`${name}.requesting`, `${name}.idle`]))

/**
 * @param {State} state
 * @param {TokenEvent} event
 * @returns {readonly [State, readonly TokenFact[]]}
 */
function step(state, event) {
  const { path, context } = state
  const { atMs } = event
  const isIdle = context.inFlight === null
  switch (event.type) {
    case 'conference.joined': {
      const next = copyOf(context)
      next.atMs = atMs
      next.isInConference = true
      return [{ path, context: next }, none]
    }
    case 'deadline.reached': {
      const reached = pointsReached(context, atMs)
      if (reached > context.pointsHandled) {
        if (reached === 1) return request('refreshing-half.requesting', context, atMs, 'half', 1)
        if (reached === 2)
          return request('refreshing-three-quarter.requesting', context, atMs, 'three-quarter', 2)
        throw new Error('No token expires in this history.')
      }
      if (!isIdle || context.retryAtMs === null || atMs < context.retryAtMs) return [state, none]
      return request(requesting[path], context, atMs, 'retry', context.pointsHandled)
    }
    case 'refresh.demanded':
      if (!isIdle) return [state, none]
      return request(requesting[path], context, atMs, 'demand', context.pointsHandled)
    case 'refresh.failed': {
      if (context.inFlight === null || event.attempt !== context.lastAttempt)
        throw new Error('Only the attempt in flight fails in this history.')
      const next = copyOf(context)
      next.atMs = atMs
      next.inFlight = null
      next.retryAtMs = event.retryAtMs ?? null
      next.failures++
      return [{ path: idle[path], context: next }, none]
    }
    case 'refresh.succeeded': {
      const { attempt, token } = event
      if (attempt > context.lastAttempt || attempt <= context.supersededAttempt || atMs >= token.expiresAtMs)
        throw new Error('Every answer is adopted in this history.')
      const generation = context.generation + 1
      const { issuedAtMs, expiresAtMs } = token
      const next = copyOf(context)
      next.atMs = atMs
      next.issuedAtMs = issuedAtMs
      next.expiresAtMs = expiresAtMs
      next.jitterMs = token.jitterMs ?? 0
      next.claimedExpMs = token.claimedExpMs ?? null
      next.pointsHandled = 0
      next.isRejected = false
      next.hasExpired = false
      next.generation = generation
      next.supersededAttempt = attempt
      next.inFlight = null
      next.retryAtMs = null
      next.quietUntilMs = event.quietUntilMs ?? null
      next.failures = 0
      next.rejectedInARow = context.isRejected ? context.rejectedInARow : 0
      return [
        { path: 'valid.idle', context: next },
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
  stepping({
    begin,
    step: (state, event) => {
      const [next, facts] = step(state, event)
      return [next, facts.length]
    },
    decide: step,
    show: (state) => state,
  })
