import type { Action, Words } from './action.ts'
import { ActionArgs } from './args.ts'
import { assign } from './assign.ts'
import type { Guard } from './guards.ts'
import { NotCompiledError } from './refusal.ts'
import type { Run } from './run.ts'
import { checkReceiver, checkSaying, emit, raise, sendTo } from './tell.ts'

type Collect = (args: CollectArgs, params: unknown) => void
type Later = (run: Run, what: unknown, whom: unknown) => void
interface Options {
  readonly delay?: unknown
}

/**
 * `enqueueActions`: its function only says what is to be done, and it is done when the function has ended. The
 * queue is one for the place, made once: what a nested step or a nested queue adds is taken off again at its end.
 */
export function enqueueActions(place: string, collect: Collect, words: Words): Action {
  const waiting: unknown[] = []
  const later = (act: Later, what: unknown, whom?: unknown) => {
    waiting.push(act, what, whom)
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
    const from = waiting.length
    try {
      collect(new CollectArgs(run, enqueue, guard), params)
      const to = waiting.length
      for (let at = from; at < to; at += 3) (waiting[at] as Later)(run, waiting[at + 1], waiting[at + 2])
    } finally {
      waiting.length = from
    }
  }
}

/** What the function of `enqueueActions` is given. */
class CollectArgs extends ActionArgs {
  readonly enqueue: unknown
  readonly #guard: (written: unknown) => Guard

  constructor({ context, event }: Run, enqueue: unknown, guard: (written: unknown) => Guard) {
    super(context, event)
    this.enqueue = enqueue
    this.#guard = guard
  }

  get check(): (written: unknown) => unknown {
    return (written) => {
      const { ask, params } = this.#guard(written)
      return ask({ context: this.context, event: this.event }, params)
    }
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
