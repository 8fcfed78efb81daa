import { exactSpan } from '../words/exact-span.ts'

/** What the issuer does with a call, from now on. */
export type Manner =
  /** A new token after `afterMs`, minted when it was asked for; it lives as the first one did, or `ttlMs`. */
  | { readonly how: 'answers'; readonly afterMs: number; readonly ttlMs?: number }
  /** The first call fails; each later one is answered after `afterMs`. */
  | { readonly how: 'fails-once'; readonly afterMs: number }
  /** The callback rejects at once; throws before it returns a promise; never settles; settles twice, then throws. */
  | { readonly how: 'is-down' | 'throws' | 'is-silent' | 'is-hostile' }
  /** An answer without a token; with the token that is in use; with one that has ended; with one cut off. */
  | { readonly how: 'empty' | 'same' | 'dead' | 'malformed' }

/** One thing that happens in a history. */
export type Step =
  | { readonly do: 'pass'; readonly ms: number }
  /** `late`: timers that fell due fire on waking. `stood-still`: timers keep what was left of their delay. */
  | { readonly do: 'sleep'; readonly ms: number; readonly timers: 'late' | 'stood-still' }
  /** Somebody sets the wall clock; less than nothing is back. */
  | { readonly do: 'set-clock'; readonly ms: number }
  | { readonly do: 'ask'; readonly callers: number; readonly inTurn?: boolean }
  /** The platform rejects the token in use, or the first one. Nothing happens to keepers that cannot be told. */
  | { readonly do: 'reject'; readonly which: 'current' | 'first' }
  | { readonly do: 'issuer'; readonly manner: Manner }
  | { readonly do: 'close' }

/** A history before it is known what a keeper makes of it. */
export interface Scenario {
  /** Of the first token, ms; whole seconds. */
  readonly ttlMs: number
  /** How far the local clock is ahead of the issuer's, ms. */
  readonly clockAheadMs?: number
  /** How many keepers are opened at once. All but the first are only counted. */
  readonly keepers?: number
  readonly steps: readonly Step[]
}

const manners: Record<Manner['how'], string> = {
  answers: 'answers',
  'fails-once': 'fails once, then answers',
  'is-down': 'is down: every call fails at once',
  throws: 'throws at every call',
  'is-silent': 'is silent: no call is ever answered',
  'is-hostile': 'answers with thenables that settle twice, then throw',
  empty: 'answers without a token',
  same: 'answers with the token in use',
  dead: 'answers with tokens that have ended',
  malformed: 'answers with half a token',
}

/** A step, as a line of a history. */
export function stepInWords(step: Step): string {
  switch (step.do) {
    case 'pass':
      return `${exactSpan(step.ms)} pass`
    case 'sleep':
      return `asleep for ${exactSpan(step.ms)}: timers ${step.timers === 'late' ? 'fire late, on waking' : 'stood still meanwhile'}`
    case 'set-clock':
      return `the wall clock is set ${step.ms < 0 ? 'back' : 'forward'} by ${exactSpan(Math.abs(step.ms))}`
    case 'ask':
      if (step.callers === 1) return 'a caller asks for a token'
      return `${step.callers} callers ask for a token, ${step.inTurn ? 'one after the other' : 'at once'}`
    case 'reject':
      return `the platform rejects the ${step.which === 'first' ? 'first token' : 'token in use'}`
    case 'issuer':
      return `from now on the issuer ${mannerInWords(step.manner)}`
    case 'close':
      return 'the keeper is closed'
  }
}

function mannerInWords(manner: Manner): string {
  const words = manners[manner.how]
  if (!('afterMs' in manner)) return words
  const life =
    'ttlMs' in manner && manner.ttlMs !== undefined ? ` with tokens that live ${exactSpan(manner.ttlMs)}` : ''
  return `${words} after ${exactSpan(manner.afterMs)}${life}`
}
