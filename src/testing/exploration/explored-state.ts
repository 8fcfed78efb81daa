import type { History } from '../traces/trace.ts'
import { type GraphNode, historyTo } from './graph.ts'

/** A state that was reached. */
export interface ExploredState {
  /** All that tells it from the others, in words. */
  readonly name: string
  /** The machine's own state in it: `valid.idle`. */
  readonly path: string
  readonly depth: number
  /** Where the moves lead, by the move's words. */
  readonly moves: ReadonlyMap<string, string>
  /** A shortest history: what was told, move by move. */
  readonly story: readonly string[]
  /** The same as what is told to a decider. */
  readonly history: History
}

/** A state as plain data. */
export function stateOf(node: GraphNode): ExploredState {
  const story: string[] = []
  for (let at = node; at.way !== undefined; at = at.way.from) story.push(at.way.move)
  return {
    name: node.name,
    path: node.standing.path,
    depth: node.depth,
    moves: new Map([...node.edges.values()].map(({ move, to }) => [move, to.name])),
    story: story.reverse(),
    history: historyTo(node),
  }
}
