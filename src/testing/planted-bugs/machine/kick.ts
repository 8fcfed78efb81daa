import { createTokenMachine } from '../../../machines/token-machine.ts'
import type { MachineBug } from '../planted-bug.ts'
import { inEach, plantMachine, type Rows } from './plant-machine.ts'

const kickRows = createTokenMachine('kick').config as unknown as Rows

const stayRows = createTokenMachine('stay').config as unknown as Rows

const rejectedUnderStay = stayRows.states['valid']?.states['idle']?.on['api.rejected']

/** Who is put out of a conference, and who is not. */
export const kick: readonly MachineBug[] = [
  plantMachine({
    name: 'kick-forgotten',
    says: 'Under kick, the end of the token does not put the participant out of the conference.',
    breaks: 'kick-kicks',
    guards: { isExpiryDueInConference: () => false },
  }),

  plantMachine({
    name: 'kick-out-of-conference',
    says: 'Under kick, the end of the token ends the session of somebody who is in no conference.',
    breaks: 'kick-kicks',
    guards: {
      isExpiryDueInConference: ({ context, event }, real) =>
        real({ context: { ...context, isInConference: true }, event }),
    },
  }),

  plantMachine({
    name: 'stay-kicks',
    says: 'Under stay, the end of the token kicks as it does under kick.',
    breaks: 'kick-kicks',
    rows: (rows) => ({ ...rows, on: { ...rows.on, 'deadline.reached': kickRows.on['deadline.reached'] } }),
  }),

  plantMachine({
    name: 'ejection-kicks-under-stay',
    says: 'Under stay, a participant whom the platform puts out of the conference loses the session, too.',
    breaks: 'kick-kicks',
    rows: (rows) => ({
      ...rows,
      on: { ...rows.on, 'conference.ejected': kickRows.on['conference.ejected'] },
    }),
  }),

  plantMachine({
    name: 'ejection-is-leaving',
    says: 'Under kick, being put out of the conference is taken for leaving it.',
    breaks: 'kick-kicks',
    rows: (rows) => ({
      ...rows,
      on: { ...rows.on, 'conference.ejected': stayRows.on['conference.ejected'] },
    }),
  }),

  plantMachine({
    name: 'kick-calls-back',
    says: 'A participant is kicked, and the callback is called nevertheless.',
    breaks: 'kick-kicks',
    actions: { kick: { also: { type: 'request', params: { stage: 'expiry' } } } },
  }),

  plantMachine({
    name: 'last-hope-never-lost',
    says: 'Under kick, who joins a conference while an expired token is being replaced stays in, although that fails.',
    breaks: 'kick-kicks',
    guards: { isLastHopeLost: () => false },
  }),

  plantMachine({
    name: 'late-joiner-stays',
    says: 'Under kick, who joins a conference with an expired token is not put out.',
    breaks: 'kick-kicks',
    guards: { hasExpired: () => false },
  }),

  plantMachine({
    name: 'leaving-forgotten',
    says: 'Who has left the conference is kicked out of it at the end of the token.',
    breaks: 'kick-kicks',
    actions: { leave: { leaves: ({ context }) => ({ isInConference: context.isInConference }) } },
  }),

  plantMachine({
    name: 'rejection-asks-under-kick',
    says: 'Under kick, a rejection calls back by itself, as it does under stay.',
    breaks: 'kick-kicks',
    rows: (rows) => inEach(rows, 'idle', (on) => ({ ...on, 'api.rejected': rejectedUnderStay })),
  }),
]
