import { assign, fromPromise, setup } from 'xstate'

export interface Answer {
  token: string
  expiresInSeconds: number
}

/** Keeps one access token: asks for the next one a minute before its end. */
export const tokenMachine = setup({
  types: {
    input: {} as Answer,
    context: {} as Answer & { endsAtMs: number },
  },
  actors: { askServer: fromPromise<Answer>(() => Promise.reject(new Error('Provide it.'))) },
  delays: { aMinuteBeforeItsEnd: ({ context }) => (context.expiresInSeconds - 60) * 1000 },
}).createMachine({
  context: ({ input }) => ({ ...input, endsAtMs: Date.now() + input.expiresInSeconds * 1000 }),
  initial: 'fresh',
  states: {
    fresh: { after: { aMinuteBeforeItsEnd: 'asking' } },
    asking: {
      invoke: {
        src: 'askServer',
        onDone: {
          target: 'fresh',
          actions: assign(({ event }) => ({
            ...event.output,
            endsAtMs: Date.now() + event.output.expiresInSeconds * 1000,
          })),
        },
        onError: 'failed',
      },
    },
    failed: {},
  },
})
