import type { TokenEvent } from '../../machines/events.ts'
import type { History, Opening } from '../traces/trace.ts'
import type { Standing } from './standing.ts'

/** A way into a state: another state, and what was told there. */
export interface Way {
  readonly from: GraphNode
  /** `undefined`: nothing was said. */
  readonly event: TokenEvent | undefined
  readonly atMs: number
  readonly move: string
}

/** A move out of a state. */
export interface Edge {
  readonly move: string
  readonly to: GraphNode
  /** What was decided, in words without numbers. */
  readonly facts: string
}

/** A state of the exploration: all situations that are to be alike, and one of them in numbers. */
export interface GraphNode {
  readonly name: string
  readonly depth: number
  /** The first found, by one of the shortest histories. */
  readonly standing: Standing
  readonly opening: Opening
  /** How the first was found; `undefined`: it is where sessions open. */
  readonly way: Way | undefined
  readonly edges: Map<string, Edge>
  /** Other ways that lead here: the latest few. */
  readonly otherWays: Way[]
}

/** The events that lead to a state by the shortest way. */
function eventsTo(node: GraphNode): TokenEvent[] {
  const events: TokenEvent[] = []
  for (let at = node; at.way !== undefined; at = at.way.from) if (at.way.event) events.push(at.way.event)
  return events.reverse()
}

/** The shortest history that leads to a state, and perhaps one event after it. */
export function historyTo(node: GraphNode, event?: TokenEvent): History {
  const events = eventsTo(node)
  return { ...node.opening, events: event === undefined ? events : [...events, event] }
}

/** The states from which some of the ends can be reached by such moves. */
export function reaching(
  nodes: Iterable<GraphNode>,
  isEnd: (node: GraphNode) => boolean,
  mayMove: (move: string) => boolean,
): Set<GraphNode> {
  const before = new Map<GraphNode, GraphNode[]>()
  const reached = new Set<GraphNode>()
  for (const node of nodes) {
    if (isEnd(node)) reached.add(node)
    for (const { to, move } of node.edges.values()) {
      if (!mayMove(move)) continue
      const known = before.get(to)
      if (known) known.push(node)
      else before.set(to, [node])
    }
  }
  // A set is walked in the order of what is added, also while it grows.
  for (const node of reached) for (const earlier of before.get(node) ?? []) reached.add(earlier)
  return reached
}
