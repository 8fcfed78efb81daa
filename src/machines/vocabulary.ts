import { assign, emit, enqueueActions, fromCallback, sendTo, setup } from 'xstate'
import { adoption, attempt, failure, rejection } from './changes.ts'
import type { TokenContext, TokenInput } from './context.ts'
import type { RefreshFailed, RefreshSucceeded, TokenEvent, TokenSupplied } from './events.ts'
import type { RefreshIgnored, RefreshRequested, TokenFact } from './facts.ts'
import { guards } from './guards.ts'
import { isReached, pointsReached } from './points.ts'
import type { Stage } from './token-life.ts'

/** What the deadline actor is given: the absolute time of the next deadline; null if there is none. */
export interface DeadlineInput {
  readonly atMs: number | null
}

/**
 * The words in which the token machine is written: its guards, its actions, and the two actors that a host
 * provides. Unless provided, both do nothing, and the host acts on the facts alone.
 */
export const token = setup({
  types: {} as {
    context: TokenContext
    input: TokenInput
    events: TokenEvent
    emitted: TokenFact
  },

  actors: {
    /** Says `deadline.reached` when its time has come. */
    deadline: fromCallback<RefreshRequested, DeadlineInput>(() => {}),
    /** Is told of each attempt; says `refresh.succeeded` or `refresh.failed`. */
    refresh: fromCallback<RefreshRequested>(() => {}),
  },

  guards,

  actions: {
    /** The latest point passed, and all before it, are handled now. */
    handlePoints: assign(({ context, event }) => ({
      atMs: event.atMs,
      pointsHandled: pointsReached(context, event.atMs),
    })),

    /** Makes an attempt; but a point, where attempts must not overlap, joins the one in flight. */
    request: enqueueActions(({ context, event: { type, atMs }, enqueue }, { stage }: { stage: Stage }) => {
      if (type === 'deadline.reached' && context.overlap === 'join' && context.inFlight !== null) return
      const change = attempt(context, atMs, stage)
      const isExpired = context.isRejected || isReached(context.expiresAtMs, atMs)
      const fact = { type: 'refresh.requested', atMs, attempt: change.lastAttempt, stage, isExpired } as const
      enqueue.assign(change)
      enqueue.emit(fact)
      enqueue({ type: 'tell', params: fact } as never)
    }),

    /** The refresh actor hears of each attempt. */
    tell: sendTo('refresh', (_, fact: RefreshRequested) => fact),

    /** Remakes the attempt in flight, whose answer will never come. */
    remake: enqueueActions(({ context, enqueue }) => {
      enqueue({ type: 'request', params: { stage: context.inFlight } } as never)
    }),

    adopt: enqueueActions(({ context, event, enqueue }) => {
      const change = adoption(context, event as RefreshSucceeded | TokenSupplied)
      enqueue.assign(change)
      enqueue.emit({
        type: 'token.adopted',
        atMs: event.atMs,
        generation: change.generation,
        issuedAtMs: change.issuedAtMs,
        expiresAtMs: change.expiresAtMs,
        ...(event.type === 'refresh.succeeded' && { attempt: event.attempt }),
      })
    }),

    ignore: emit(({ event }, { why }: { why: RefreshIgnored['why'] }) => ({
      type: 'refresh.ignored' as const,
      atMs: event.atMs,
      attempt: (event as RefreshSucceeded | RefreshFailed).attempt,
      why,
    })),

    fail: assign(({ context, event }) => failure(context, event as RefreshFailed | RefreshSucceeded)),

    /** Once a generation. */
    reject: enqueueActions(({ context, event: { atMs }, enqueue }) => {
      if (context.isRejected) return
      enqueue.assign(rejection(context, atMs))
      enqueue.emit({ type: 'token.rejected', atMs, generation: context.generation })
    }),

    /** Once a generation. */
    expire: enqueueActions(({ context, event: { atMs }, enqueue }) => {
      if (context.hasExpired) return
      enqueue.assign({ atMs, hasExpired: true })
      enqueue.emit({ type: 'token.expired', atMs, generation: context.generation })
    }),

    /** Too many generations were rejected lately: the next attempt waits for the end of the quiet time. */
    waitForQuiet: assign(({ context, event }) => ({ atMs: event.atMs, retryAtMs: context.quietUntilMs })),

    join: assign(({ event }) => ({ atMs: event.atMs, isInConference: true })),
    leave: assign(({ event }) => ({ atMs: event.atMs, isInConference: false })),

    kick: enqueueActions(({ context, event: { atMs }, enqueue }) => {
      enqueue.assign({ atMs, isInConference: false })
      enqueue.emit({ type: 'participant.kicked', atMs, generation: context.generation })
    }),
  },
})
