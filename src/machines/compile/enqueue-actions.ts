import type { Action, Ear, Words } from './action.ts'
import { CollectArgs } from './args.ts'
import { assign } from './assign.ts'
import type { Guard } from './guards.ts'
import { NotCompiledError } from './refusal.ts'
import type { Run } from './run.ts'
import { type Later, Said } from './said.ts'
import { checkReceiver, checkSaying, emit, raise, sendTo } from './tell.ts'

type Collect = (args: CollectArgs, params: unknown) => void
interface Options {
  readonly delay?: unknown
}

/**
 * `enqueueActions`: its function only says what is to be done, and it is done when the function has ended. What it is
 * given to say it with is made once for the place, not for each step.
 */
export function enqueueActions(place: string, collect: Collect, words: Words): Action {
  const ear = new EarOfPlace(place, words)
  const act = (run: Run, params: unknown) => {
    const said = new Said()
    const outer = ear.listen(said)
    try {
      collect(ear.args(run), params)
    } finally {
      ear.listen(outer)
    }
    for (let link = said.first; link; link = link.next) link.act(run, link.what, link.whom)
  }
  return Object.assign(act, { parts: { verb: 'enqueueActions', work: collect, ear } as const })
}

/** Hears what the function of a place says. */
class EarOfPlace implements Ear {
  /** What the function that runs now has said; what it says when it has ended is not heard. */
  #said: Said | undefined
  readonly #enqueue: unknown
  readonly #guard: (written: unknown) => Guard

  constructor(place: string, words: Words) {
    const later = (act: Later, what: unknown, whom?: unknown) => {
      this.#said?.add(act, what, whom)
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
    this.#enqueue = Object.assign((written: unknown) => later(act, written), {
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
    this.#guard = (written) => words.guard(place, written)
  }

  /** Hears it for somebody else from now on. @returns for whom it was heard before */
  listen(said: Said | undefined): Said | undefined {
    const outer = this.#said
    this.#said = said
    return outer
  }

  /** What the function is given. */
  args({ context, event }: Run): CollectArgs {
    return new CollectArgs(context, event, this.#enqueue, this.#guard)
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
