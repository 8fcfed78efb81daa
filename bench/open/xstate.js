// @ts-check
import { createActor, createMachine } from 'xstate'
import { opening } from './opening.js'

/** The least that XState can do for a token: no context, no input, one timer, no token. */
const machine = createMachine({
  id: 'bare',
  initial: 'valid',
  states: { valid: { after: { 3600000: 'expired' } }, expired: {} },
})

export const setUp = () =>
  opening(
    () => createActor(machine).start(),
    (actor) => actor.stop(),
  )
