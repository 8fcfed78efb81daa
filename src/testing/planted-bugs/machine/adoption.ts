import type { MachineBug } from '../planted-bug.ts'
import { plantMachine } from './plant-machine.ts'

/** What becomes of answers, and of the token that they bring. */
export const adoption: readonly MachineBug[] = [
  plantMachine({
    name: 'late-result-adopted',
    says: 'The late answer of an older attempt takes the place of the token that a newer one has brought.',
    breaks: 'late-results-never-harm',
    guards: { isSuperseded: () => false },
  }),

  plantMachine({
    name: 'overlapped-answer-lost',
    says: 'Only the newest attempt counts: the good answer of an attempt that a point has overlapped is thrown away.',
    breaks: 'late-results-never-harm',
    guards: {
      isSuperseded: ({ context, event }, real) =>
        ('attempt' in event && event.attempt < context.lastAttempt) || real({ context, event }),
    },
  }),

  plantMachine({
    name: 'supply-does-not-supersede',
    says: 'An answer that was under way takes the place of a token that the app has supplied meanwhile.',
    breaks: 'late-results-never-harm',
    actions: {
      adopt: {
        leaves: ({ context, event }) =>
          event.type === 'token.supplied' ? { supersededAttempt: context.supersededAttempt } : {},
      },
    },
  }),

  plantMachine({
    name: 'dead-token-adopted',
    says: 'Nobody looks whether a new token is still alive: one that has expired is adopted.',
    breaks: 'adoption-re-arms',
    guards: {
      isAlive: () => true,
      isFailure: ({ context, event }, real) => event.type === 'refresh.failed' && real({ context, event }),
    },
  }),

  plantMachine({
    name: 'supplied-token-ignored',
    says: 'A good token that the app supplies is not taken.',
    breaks: 'adoption-re-arms',
    guards: {
      isAlive: ({ context, event }, real) => event.type !== 'token.supplied' && real({ context, event }),
    },
  }),

  plantMachine({
    name: 'generation-not-raised',
    says: 'A new token has the generation of the old one, so that nobody can tell whose rejection comes late.',
    breaks: 'adoption-re-arms',
    actions: { adopt: { sees: ({ context }) => ({ generation: context.generation - 1 }) } },
  }),

  plantMachine({
    name: 'points-not-re-armed',
    says: 'The points that the old token has passed count as passed for the new one.',
    breaks: 'adoption-re-arms',
    actions: { adopt: { leaves: ({ context }) => ({ pointsHandled: context.pointsHandled }) } },
  }),

  plantMachine({
    name: 'old-points-kept',
    says: 'A new token is adopted, and the points go on to be those of the old one.',
    breaks: 'adoption-re-arms',
    actions: {
      adopt: {
        leaves: ({ context: { issuedAtMs, expiresAtMs, jitterMs } }) => ({
          issuedAtMs,
          expiresAtMs,
          jitterMs,
        }),
      },
    },
  }),

  plantMachine({
    name: 'shorter-life-not-seen',
    says: 'A new token that ends before the old one would have is kept for as long as the old one.',
    breaks: 'adoption-re-arms',
    actions: {
      adopt: {
        leaves: ({ context }, after) => ({ expiresAtMs: Math.max(context.expiresAtMs, after.expiresAtMs) }),
      },
    },
  }),

  plantMachine({
    name: 'rejection-outlives-token',
    says: 'A new token counts as rejected because the one before it was.',
    breaks: 'truthful-is-expired',
    actions: { adopt: { leaves: ({ context }) => ({ isRejected: context.isRejected }) } },
  }),
]
