import { pointsReached } from '../../../machines/points.ts'
import type { TokenLife } from '../../../machines/token-life.ts'
import type { MachineBug } from '../planted-bug.ts'
import { plantMachine } from './plant-machine.ts'

const turned = <Life extends Pick<TokenLife, 'jitterMs'>>(life: Life): Life => ({
  ...life,
  jitterMs: -(life.jitterMs ?? 0),
})

/** When a token's points are due, and what is made of them. */
export const points: readonly MachineBug[] = [
  plantMachine({
    name: 'boundary-missed',
    says: 'A point is reached a millisecond after its time: `<` stands where `<=` should.',
    breaks: 'phase-matches-clock',
    guards: {
      isHalfDue: ({ context, event }, real) => real({ context, event: { ...event, atMs: event.atMs - 1 } }),
      isThreeQuarterDue: ({ context, event }, real) =>
        real({ context, event: { ...event, atMs: event.atMs - 1 } }),
      isExpiryDue: ({ context, event }, real) => real({ context, event: { ...event, atMs: event.atMs - 1 } }),
    },
  }),

  plantMachine({
    name: 'points-early',
    says: 'One half and three quarters are taken a millisecond too early: somebody rounds down.',
    breaks: 'never-early',
    guards: {
      isHalfDue: ({ context, event }, real) => real({ context, event: { ...event, atMs: event.atMs + 1 } }),
      isThreeQuarterDue: ({ context, event }, real) =>
        real({ context, event: { ...event, atMs: event.atMs + 1 } }),
    },
  }),

  plantMachine({
    name: 'jitter-before-half',
    says: 'Jitter moves one half and three quarters to an earlier time, not to a later one.',
    breaks: 'never-early',
    rows: (rows) => ({
      ...rows,
      context: (now) => turned(rows.context(now)),
    }),
    actions: { adopt: { leaves: (_, after) => turned(after) } },
  }),

  plantMachine({
    name: 'a-call-for-each-point',
    says: 'Whoever slept through several points makes an attempt for each of them, one after the other.',
    breaks: 'wake-collapses',
    guards: {
      isHalfDue: ({ context, event }) =>
        context.pointsHandled === 0 && pointsReached(context, event.atMs) >= 1,
      isThreeQuarterDue: ({ context, event }) =>
        context.pointsHandled === 1 && pointsReached(context, event.atMs) >= 2,
      isExpiryDue: ({ context, event }) =>
        context.pointsHandled === 2 && pointsReached(context, event.atMs) >= 3,
    },
    actions: {
      handlePoints: {
        leaves: ({ context }) => ({ pointsHandled: (context.pointsHandled + 1) as 1 | 2 | 3 }),
      },
    },
  }),

  plantMachine({
    name: 'point-handled-twice',
    says: 'Nobody notes that a point was handled: each look at the time makes its attempt once more.',
    breaks: 'attempts-are-numbered',
    actions: { handlePoints: { leaves: ({ context }) => ({ pointsHandled: context.pointsHandled }) } },
  }),
]
