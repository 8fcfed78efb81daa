import type { Action, Words } from './action.ts'
import { CollectArgs } from './args.ts'
import { assign } from './assign.ts'
import { NotCompiledError } from './refusal.ts'
import type { Run } from './run.ts'
import { checkReceiver, checkSaying, emit, raise, sendTo } from './tell.ts'

type Collect = (args: CollectArgs, params: unknown) => void
type Later = (run: Run, what: unknown, whom: unknown) => void
interface Options {
  readonly delay?: unknown
}

/**
 * `enqueueActions`: its function only says what is to be done, and it is done when the function has ended. What it is
 * given to say it with is made once for the place, not for each step.
 */
export function enqueueActions(place: string, collect: Collect, words: Words): Action {
  /** What the function that runs now has said; what it says when it has ended is not heard. */
  let said: Said | undefined
  const later = (act: Later, what: unknown, whom?: unknown) => {
    said?.add(act, what, whom)
  }
  const say = (verb: string, act: Later) => (event: unknown, options?: Options) => {
    checkSaying(place, verb, event, options?.delay)
    later(act, event)
  }
  const act: Later = (run, written) => {
    const site = words.site(place, written)
    site.act(run, site.params)
  }
  const send: Later = (run, event, to) => sendTo(run, place, to, event, undefined)
  const enqueue = Object.assign((written: unknown) => later(act, written), {
    assign: (assignment: unknown) => later(assign, assignment),
    emit: (fact: unknown) => later(emit, fact),
    raise: say('raise', raise),
    sendTo: (to: unknown, event: unknown, options?: Options) => {
      checkSaying(place, 'sendTo', event, options?.delay)
      if (typeof to !== 'function') checkReceiver(place, to)
      later(send, event, to)
    },
    ...refused(place, 'cancel', 'spawnChild', 'stopChild', 'sendParent'),
  })
  const guard = (written: unknown) => words.guard(place, written)

  return (run, params) => {
    const outer = said
    const mine = new Said()
    said = mine
    try {
      collect(new CollectArgs(run.context, run.event, enqueue, guard), params)
    } finally {
      said = outer
    }
    mine.do(run)
  }
}

/** What is to be done, in its order. A chain, for most are short, and an array would be given room for many. */
class Said {
  #first: Link | undefined
  #last: Link | undefined

  add(act: Later, what: unknown, whom: unknown): void {
    const link = new Link(act, what, whom)
    if (this.#last) this.#last.next = link
    else this.#first = link
    this.#last = link
  }

  do(run: Run): void {
    for (let link = this.#first; link; link = link.next) link.act(run, link.what, link.whom)
  }
}

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

const refused = (place: string, ...verbs: string[]) =>
  Object.fromEntries(
    verbs.map((verb) => [
      verb,
      () => {
        throw new NotCompiledError(place, verb)
      },
    ]),
  )
