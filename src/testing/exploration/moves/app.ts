import type { TokenEvent } from '../../../machines/events.ts'
import { type Arrival, arrivals, type Move, tokenOf } from './move.ts'

type Bare = Exclude<TokenEvent, { token: unknown } | { attempt: unknown } | { generation: unknown }>

const bare = (type: Exclude<Bare['type'], 'deadline.reached'>, name: string): Move => ({
  name,
  event: (_, atMs) => ({ type, atMs }),
})

const supplied = (arrival: Arrival): Move => ({
  name: `the app supplies ${arrivals[arrival].words}`,
  event: (_, atMs) => ({ type: 'token.supplied', atMs, token: tokenOf(arrival, atMs) }),
})

/** What the app, the platform and the host have to say. */
export const appMoves: readonly Move[] = [
  bare('refresh.demanded', 'the app demands a token'),
  ...(['fresh', 'jittered', 'half', 'three-quarter', 'dead'] as const).map(supplied),
  {
    name: 'the platform rejects the current token',
    event: ({ generation }, atMs) => ({ type: 'api.rejected', atMs, generation }),
  },
  {
    name: 'the platform rejects an older token',
    event: ({ generation }, atMs) =>
      generation === 0 ? undefined : { type: 'api.rejected', atMs, generation: generation - 1 },
  },
  {
    name: 'somebody reports a token that is not yet',
    event: ({ generation }, atMs) => ({ type: 'api.rejected', atMs, generation: generation + 1 }),
  },
  bare('conference.joined', 'a conference is joined'),
  bare('conference.left', 'a conference is left'),
  bare('conference.ejected', 'the platform ejects the participant'),
  {
    name: 'the host restarts, and all attempts are lost',
    event: ({ lastAttempt }, atMs) => ({ type: 'session.resumed', atMs, attempt: lastAttempt }),
  },
  {
    name: 'the host restarts, and the newest attempt is not lost',
    event: ({ lastAttempt }, atMs) =>
      lastAttempt === 0 ? undefined : { type: 'session.resumed', atMs, attempt: lastAttempt - 1 },
  },
]
