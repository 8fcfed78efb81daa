import { assign, fromPromise, setup } from 'xstate'

/** A machine that is none of ours, with an actor of its own, which waits until it is stopped. */
export const doorbell = setup({
  types: {
    context: {} as { door: string; rings: number },
    events: {} as { type: 'rung'; by: string } | { type: 'answered' },
    input: {} as string | undefined,
  },
  actors: { waiting: fromPromise(() => new Promise<never>(() => {})) },
}).createMachine({
  id: 'doorbell',
  context: ({ input }) => ({ door: input ?? 'front', rings: 0 }),
  initial: 'quiet',
  states: {
    quiet: {
      on: { rung: { target: 'ringing', actions: assign({ rings: ({ context }) => context.rings + 1 }) } },
    },
    ringing: { invoke: { src: 'waiting', id: 'waiting' }, on: { answered: 'quiet' } },
  },
})
