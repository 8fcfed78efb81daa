import type { Action, Parts, Site, Words } from './action.ts'
import { assign } from './assign.ts'
import { enqueueActions } from './enqueue-actions.ts'
import { type Guard, guardOf } from './guards.ts'
import { type BuiltinAction, isBuiltin, type Machine } from './machine.ts'
import { NotCompiledError } from './refusal.ts'
import { checkReceiver, checkSaying, emit, raise, sendTo } from './tell.ts'

/** The actions and guards of one machine, by their names and as they stand. */
export class MachineWords implements Words {
  readonly machine: Machine
  readonly #actions = new Map<string, Action>()

  constructor(machine: Machine) {
    this.machine = machine
  }

  /** Resolves what stands where a guard goes: a name, an object with params, a function, `and`, `or` or `not`. */
  guard(place: string, written: unknown): Guard {
    return guardOf(this.machine, place, written)
  }

  /** Resolves what stands where an action goes: a name, an object with params, or a function. */
  site(place: string, written: unknown): Site {
    if (typeof written === 'function')
      return { act: this.#action(place, written.name || '(anonymous)', written), params: undefined }
    if (typeof written === 'string') return { act: this.#named(place, written), params: undefined }
    const { type, params } = written as { readonly type: string; readonly params?: unknown }
    const act = this.#named(place, type)
    if (typeof params !== 'function') return { act, params }
    return { act: (run) => act(run, params({ context: run.context, event: run.event })), params: undefined }
  }

  #named(place: string, name: string): Action {
    const known = this.#actions.get(name)
    if (known) return known
    const written = (this.machine.implementations.actions as Record<string, unknown>)[name]
    const action = this.#action(`${place}, action '${name}'`, name, written)
    // Names without a meaning may be made up as it runs, without end.
    if (written) this.#actions.set(name, action)
    return action
  }

  #action(place: string, name: string, written: unknown): Action {
    if (!isBuiltin(written)) return (run, params) => run.cause({ type: 'action', name, params })
    const make = builtins[written.type]
    if (!make) throw new NotCompiledError(place, written.type.replace(/^xstate\./, ''))
    return make(written as Description, place, this)
  }
}

/** What XState's own actions carry with them. */
interface Description extends BuiltinAction {
  readonly assignment: unknown
  readonly event: unknown
  readonly to: unknown
  readonly delay: unknown
  readonly collect: Parameters<typeof enqueueActions>[1]
}

const builtins: Record<string, (written: Description, place: string, words: Words) => Action> = {
  'xstate.assign': ({ assignment }) => {
    return withParts('assign', assignment, (run, params) => assign(run, assignment, params))
  },
  'xstate.emit': ({ event }) => {
    return withParts('emit', event, (run, params) => emit(run, event, params))
  },
  'xstate.raise': ({ event, delay }, place) => {
    checkSaying(place, 'raise', event, delay)
    return (run, params) => raise(run, event, params)
  },
  'xstate.sendTo': ({ to, event, delay }, place) => {
    checkSaying(place, 'sendTo', event, delay)
    if (typeof to !== 'function') checkReceiver(place, to)
    return (run, params) => sendTo(run, place, to, event, params)
  },
  'xstate.enqueueActions': ({ collect }, place, words) => enqueueActions(place, collect, words),
}

const withParts = (verb: 'assign' | 'emit', work: unknown, act: Action): Action =>
  typeof work === 'function' ? Object.assign(act, { parts: { verb, work } as Parts }) : act
