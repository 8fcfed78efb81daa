import type { Run } from './run.ts'

/** Does what was said, when the function has ended. */
export type Later = (run: Run, what: unknown, whom: unknown) => void

/** What the function of `enqueueActions` has said is to be done, in its order. A chain, for most are short, and an array would be given room for many. */
export class Said {
  first: Link | undefined
  #last: Link | undefined

  add(act: Later, what: unknown, whom: unknown): void {
    const link = new Link(act, what, whom)
    if (this.#last) this.#last.next = link
    else this.first = link
    this.#last = link
  }
}

/** One thing to be done. */
class Link {
  readonly act: Later
  readonly what: unknown
  readonly whom: unknown
  next: Link | undefined = undefined

  constructor(act: Later, what: unknown, whom: unknown) {
    this.act = act
    this.what = what
    this.whom = whom
  }
}
