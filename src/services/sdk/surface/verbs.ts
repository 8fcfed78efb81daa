import type { AnswerBy } from '../profiles.ts'

/** How one way of answering is spoken of. */
interface Verbs {
  /** What the callback did with what it had. */
  readonly gave: string
  /** How to say that there is no token. */
  readonly asIf: string
  /** What to do with a token. */
  readonly how: string
  /** What to look at if nothing came at all. */
  readonly never: string
  /** What to look at if `undefined` came. */
  readonly none: string
}

const handedOn = 'was the token handed on?'

/** The words for each way in which a callback hands over its token. */
export const verbs: Record<AnswerBy, Verbs> = {
  return: {
    gave: 'returned',
    asIf: 'If there is no token to be had, throw',
    how: 'return the token',
    never: 'Does it wait for something that never comes?',
    none: 'is a `return` missing?',
  },
  closure: {
    gave: 'called its closure with',
    asIf: 'That says that there is no token to be had',
    how: 'call the closure with the token',
    never: 'Is its closure called on every path, also when the request fails?',
    none: handedOn,
  },
  object: {
    gave: 'called ok() with',
    asIf: 'If there is no token to be had, call error() with the reason',
    how: 'call ok() with the token',
    never: 'Is ok() or error() called on every path, also when the request fails?',
    none: handedOn,
  },
  handle: {
    gave: 'called its handle with',
    asIf: 'If there is no token to be had, drop the handle, or throw',
    how: 'call the handle with the token',
    never: 'Is its handle kept, and called when the token is there?',
    none: handedOn,
  },
}
