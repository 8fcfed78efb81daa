import { callbacksCannotHurt } from './callbacks-cannot-hurt.ts'
import { everyPrefixIsLegal } from './every-prefix-is-legal.ts'
import { foldIsLive } from './fold-is-live.ts'
import { noSecretLeaves } from './no-secret-leaves.ts'
import type { ObservedInvariant } from './observed.ts'
import { oneTimer } from './one-timer.ts'
import { rehydrationIsSleep } from './rehydration-is-sleep.ts'
import { sleepIsJustLate } from './sleep-is-just-late.ts'

/** What must hold on every trace of a host, and shows only where somebody looked. */
export const observedInvariants = {
  'one-timer': oneTimer,
  'sleep-is-just-late': sleepIsJustLate,
  'fold-is-live': foldIsLive,
  'rehydration-is-sleep': rehydrationIsSleep,
  'every-prefix-is-legal': everyPrefixIsLegal,
  'callbacks-cannot-hurt': callbacksCannotHurt,
  'no-secret-leaves': noSecretLeaves,
} as const satisfies Record<string, ObservedInvariant>
