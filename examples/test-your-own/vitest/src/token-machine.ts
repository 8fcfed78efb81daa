import { assign, fromPromise, setup } from 'xstate'

export interface Answer {
  token: string
  expiresInSeconds: number
}

const lifeOf = ({ token, expiresInSeconds }: Answer) => ({
  token,
  failures: 0,
  askAtMs: Date.now() + expiresInSeconds * 500,
  endsAtMs: Date.now() + expiresInSeconds * 1000,
})

/** Keeps one access token: asks for the next one at half of its life, and again until there is one. */
export const tokenMachine = setup({
  types: { input: {} as Answer, context: {} as ReturnType<typeof lifeOf> },
  actors: { askServer: fromPromise<Answer>(() => Promise.reject(new Error('Provide it.'))) },
  // No timer is longer than half a minute: a machine that slept is late by no more.
  delays: { untilItIsTime: ({ context }) => Math.max(0, Math.min(30_000, context.askAtMs - Date.now())) },
  guards: { isTime: ({ context }) => Date.now() >= context.askAtMs },
  actions: {
    waitLonger: assign(({ context: { failures } }) => ({
      failures: failures + 1,
      askAtMs: Date.now() + Math.min(60_000, 1000 * 2 ** failures),
    })),
  },
}).createMachine({
  context: ({ input }) => lifeOf(input),
  initial: 'waiting',
  states: {
    waiting: {
      after: {
        untilItIsTime: [
          { guard: 'isTime', target: 'asking' },
          { target: 'waiting', reenter: true },
        ],
      },
    },
    asking: {
      invoke: {
        src: 'askServer',
        onDone: [
          {
            guard: ({ context, event: { output } }) =>
              output.token !== '' && output.token !== context.token && output.expiresInSeconds > 0,
            target: 'waiting',
            actions: assign(({ event }) => lifeOf(event.output)),
          },
          { target: 'waiting', actions: 'waitLonger' },
        ],
        onError: { target: 'waiting', actions: 'waitLonger' },
      },
      // A server that never answers has failed, too.
      after: { 20000: { target: 'waiting', actions: 'waitLonger' } },
    },
  },
})
