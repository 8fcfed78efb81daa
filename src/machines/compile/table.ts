import { type Course, courseOf } from './course.ts'
import { descriptorsFor, isMeant } from './descriptors.ts'
import { Leaf, Row } from './leaf.ts'
import { chainOf, type Machine, type Node, type Transition } from './machine.ts'
import { endOf, idsOf, isEnd, planOf } from './plan.ts'
import { checkNode, placeOf } from './supported.ts'
import type { MachineWords } from './words.ts'

/** Every leaf of a machine, with its rows. @throws NotCompiledError */
export function tableOf(machine: Machine, words: MachineWords): ReadonlyMap<Node, Leaf> {
  const nodes = [machine.root, ...within(machine.root)]
  for (const node of nodes) checkNode(machine, node)
  const leaves = new Map<Node, Leaf>()
  for (const node of nodes.filter(({ type }) => type !== 'compound'))
    leaves.set(node, new Leaf(node.path.join('.'), idsOf(node), endOf(words, node)))
  for (const [node, leaf] of leaves) fill(words, leaves, node, leaf)
  // What is nowhere used may still be enqueued: it is refused now, not then.
  for (const name of Object.keys(machine.implementations.actions)) words.site(`#${machine.id}`, name)
  for (const name of Object.keys(machine.implementations.guards)) words.guard(`#${machine.id}`, name)
  return leaves
}

/** XState keeps these from every row, `*` too. */
const forXState: readonly [string, readonly Row[]][] = [
  ['xstate.init', []],
  ['xstate.stop', []],
]

const within = (node: Node): Node[] =>
  Object.values<Node>(node.states).flatMap((inner) => [inner, ...within(inner)])

function fill(words: MachineWords, leaves: ReadonlyMap<Node, Leaf>, node: Node, leaf: Leaf): void {
  const made = new Map<Transition, Row>()
  const rowOf = (transition: Transition): Row => {
    const row = made.get(transition) ?? makeRow(words, leaves, node, leaf, transition)
    made.set(transition, row)
    return row
  }
  const chain = chainOf(node)
  const rowsFor = (type: string) =>
    chain.flatMap(({ transitions }) =>
      descriptorsFor([...transitions.keys()], type).flatMap((key) => (transitions.get(key) ?? []).map(rowOf)),
    )
  const descriptors = [...new Set(chain.flatMap(({ transitions }) => [...transitions.keys()]))]
  leaf.rows = new Map<string, readonly Row[]>([
    ...descriptors.map((type) => [type, rowsFor(type)] as const),
    ...forXState,
  ])
  leaf.always = chain.flatMap(({ always }) => (always ?? []).map(rowOf))

  const rowsOfAny = rowsFor('')
  const partial = descriptors.filter((descriptor) => descriptor.endsWith('.*'))
  leaf.others = (type) => {
    // Worked out anew each time: whoever remembered every type that ever came would grow for ever.
    return partial.some((descriptor) => isMeant(descriptor, type)) ? rowsFor(type) : rowsOfAny
  }
}

function makeRow(
  words: MachineWords,
  leaves: ReadonlyMap<Node, Leaf>,
  node: Node,
  leaf: Leaf,
  { source, target, reenter, actions, guard, eventType }: Transition,
): Row {
  const place = `${placeOf(source)}, on '${eventType}'`
  const course: Course = courseOf(node, source, target?.[0], reenter)
  const guardName = typeof guard === 'string' ? guard : typeof guard === 'object' ? guard.type : undefined
  return new Row(leaf, leaves.get(course.leaf) ?? leaf, {
    guard: guard ? words.guard(place, guard) : undefined,
    guardName,
    sourceId: source.id,
    plan: planOf(words, node, course, actions, place),
    isLast: course.enters.some(isEnd),
  })
}
