import type { Site } from './action.ts'
import { ActionArgs } from './args.ts'
import type { Course } from './course.ts'
import { chainOf, type Node } from './machine.ts'
import type { Run } from './run.ts'
import { placeOf } from './supported.ts'
import type { MachineWords } from './words.ts'

/** An action in its place, and the invoked actors that can be told something meanwhile. */
export interface Planned extends Site {
  readonly children: ReadonlySet<string>
}

/** All that is done on the way, in XState's order: each state left, the transition itself, each state entered. */
export function planOf(
  words: MachineWords,
  leaf: Node | undefined,
  course: Course,
  actions: readonly unknown[],
  place: string,
): readonly Planned[] {
  const children = new Set<string>(leaf && idsOf(leaf))
  const plan: Planned[] = []
  const add = (sites: readonly Site[]) => {
    plan.push(...planned(sites, children))
  }
  for (const node of course.exits) {
    add([
      ...sitesOf(words, node.exit, placeOf(node)),
      ...node.invoke.map(({ id }) => plain((run) => stop(run, id))),
    ])
    for (const { id } of node.invoke) children.delete(id)
  }
  add(sitesOf(words, actions, place))
  for (const node of course.enters) {
    for (const { id } of node.invoke) children.add(id)
    add([
      ...sitesOf(words, node.entry, placeOf(node)),
      ...node.invoke.map(({ id, src, input }) => plain((run) => start(run, id, src, input))),
      ...(course.byDefault.has(node) ? sitesOf(words, node.initial.actions, placeOf(node)) : []),
      ...(node.type === 'final' ? completion(node) : []),
    ])
  }
  return plan
}

/** What is done when the machine has come to its end: every state's exit actions, innermost first. */
export function endOf(words: MachineWords, leaf: Node): readonly Planned[] {
  const sites = chainOf(leaf).flatMap((node) => sitesOf(words, node.exit, placeOf(node)))
  return planned(sites, idsOf(leaf))
}

function planned(sites: readonly Site[], ids: Iterable<string>): Planned[] {
  const children = new Set(ids)
  return sites.map(({ act, params }) => ({ act, params, children }))
}

/** The invoked actors of a state and those around it, in the order in which XState stops them all. */
export const idsOf = (leaf: Node): string[] =>
  Object.keys(
    Object.fromEntries(
      chainOf(leaf)
        .toReversed()
        .flatMap(({ invoke }) => invoke.map(({ id }) => [id])),
    ),
  )

/** Does a state end the whole machine when it is entered? */
export const isEnd = ({ type, parent }: Node): boolean => type === 'final' && !parent?.parent

export function stop(run: Run, id: string): void {
  run.cause({ type: 'stop', id })
}

function start(run: Run, id: string, src: unknown, written: unknown): void {
  const input = typeof written === 'function' ? written(new ActionArgs(run.context, run.event)) : written
  // XState names every actor's logic, even one written in place.
  run.cause({ type: 'start', id, src: src as string, input })
  // Whoever is stopped on the way back to the same leaf is started again there.
  run.hasChanged = true
}

/** A final state tells the one around it. Who ends the machine tells nobody. */
function completion({ parent, output }: Node): Site[] {
  if (!parent?.parent) return []
  const type = `xstate.done.state.${parent.id}`
  return [
    plain((run) =>
      run.raise({
        type,
        output: typeof output === 'function' ? output(new ActionArgs(run.context, run.event)) : output,
      } as { type: string }),
    ),
  ]
}

const plain = (act: (run: Run) => void): Site => ({ act, params: undefined })

const sitesOf = (words: MachineWords, actions: readonly unknown[], place: string): Site[] =>
  actions.map((action) => words.site(place, action))
