import type { Policy } from './token-life.ts'
import { createTokenMachine, type TokenMachine } from './token-machine.ts'

/**
 * The same machine, for hosts that act on its facts alone: it invokes nobody and tells nobody, which makes it three
 * times lighter to run. Sessions and replay run it.
 */
const factsOnly = (policy: Policy): TokenMachine =>
  createTokenMachine(policy, { deadline: [], refresh: [] }).provide({ actions: { tell: () => {} } })

export const machineOf: Readonly<Record<Policy, TokenMachine>> = {
  stay: factsOnly('stay'),
  kick: factsOnly('kick'),
}
