import { type AnyStateMachine, createMachine } from 'xstate'
import { plain } from './plain.ts'
import { type ActorFive, type NodeFive, rootOf, type TransitionFive } from './version-five.ts'
import { typeForFour } from './words.ts'

/**
 * The machine of an actor as one of XState 4: the same states, transitions, guards and actions, by name. An actor
 * that is no machine (a promise, a callback) has one state for each status.
 */
export function machineForFour(actor: ActorFive, id: string): AnyStateMachine {
  const root = rootOf(actor)
  const config = root === undefined ? statuses(id) : { ...nodeForFour(root), context: {} }
  return createMachine({ ...config, predictableActionArguments: true } as never) as AnyStateMachine
}

const statuses = (id: string) => ({
  id,
  initial: 'active',
  states: { active: {}, done: { type: 'final' }, error: {}, stopped: {} },
})

function nodeForFour(node: NodeFive): object {
  const [initial] = node.initial?.target ?? []
  return {
    id: node.id,
    key: node.key,
    type: node.type,
    ...(node.type === 'history' && { history: node.history || 'shallow' }),
    // XState 5 may begin deep inside; XState 4 wants the child that this lies in.
    ...(node.type === 'compound' && initial !== undefined && { initial: initial.path[node.path.length] }),
    entry: namesOf(node.entry),
    exit: namesOf(node.exit),
    invoke: node.invoke.map(({ id, src }) => ({ id, src: typeof src === 'string' ? src : id })),
    on: Object.fromEntries(
      [...node.transitions].map(([type, transitions]) => [
        typeForFour(type),
        transitions.map(transitionForFour),
      ]),
    ),
    ...(node.always !== undefined && { always: node.always.map(transitionForFour) }),
    tags: [...node.tags],
    ...(node.description !== undefined && { description: node.description }),
    ...(node.meta !== undefined && { meta: plain(node.meta) }),
    states: Object.fromEntries(Object.entries(node.states).map(([key, child]) => [key, nodeForFour(child)])),
  }
}

function transitionForFour({ target, guard, actions, reenter, description, meta }: TransitionFive): object {
  return {
    ...(target !== undefined && { target: target.map(({ id }) => `#${id}`) }),
    ...(guard !== undefined && { cond: guardForFour(guard) }),
    actions: namesOf(actions),
    internal: !reenter,
    ...(description !== undefined && { description }),
    ...(meta !== undefined && { meta: plain(meta) }),
  }
}

/** Guards and actions are shown by name, and never run. */
function guardForFour(guard: unknown): unknown {
  if (typeof guard === 'string') return guard
  if (typeof guard === 'function') return guard.name || 'inline guard'
  const { type, params } = guard as { readonly type: string; readonly params?: unknown }
  return { ...(plain(params) as object | undefined), type }
}

/** XState's own entry and exit actions only start and cancel timers, which XState 4 does in its own way. */
const namesOf = (actions: readonly unknown[]): string[] =>
  actions.map(nameOf).filter((name) => !name.startsWith('xstate.'))

function nameOf(action: unknown): string {
  if (typeof action === 'string') return action
  const type = (action as { readonly type?: string } | null)?.type
  if (type) return type
  return typeof action === 'function' && action.name ? action.name : 'inline action'
}
