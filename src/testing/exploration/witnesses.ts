import type { History } from '../traces/trace.ts'
import { type GraphNode, historyTo } from './graph.ts'
import type { Standing } from './standing.ts'
import type { Walk } from './walk.ts'

/**
 * Whatever led into a state: the same can happen there, and comes to the same. Where it does not, the state forgets
 * something that matters, and its name says too little.
 */
export function compareWitnesses(walk: Walk): void {
  for (const node of walk.nodes.values()) {
    if (node.edges.size === 0 || node.standing.path === 'kicked') continue
    for (const way of node.otherWays) {
      if (walk.isOver) return
      const { after } = walk.make(way.from, way.from.standing, way)
      compare(walk, node, after, historyTo(way.from, way.event))
    }
  }
}

function compare(walk: Walk, node: GraphNode, standing: Standing, history: History): void {
  const unseen = new Set(node.edges.keys())
  const cannot = { name: 'nothing: it cannot happen', facts: 'nothing' }
  for (const told of walk.movesFrom(standing)) {
    const longer = () => ({
      ...history,
      events: told.event ? [...history.events, told.event] : history.events,
    })
    const come = walk.make(node, standing, told, longer)
    const edge = node.edges.get(told.name)
    unseen.delete(told.name)
    if (edge?.to.name === come.name && edge.facts === come.facts) continue
    const first = edge ? { name: edge.to.name, facts: edge.facts } : cannot
    walk.findings.split(node.name, told.name, first, come, longer)
  }
  for (const move of unseen) {
    const edge = node.edges.get(move)
    const first = { name: edge?.to.name ?? '', facts: edge?.facts ?? '' }
    walk.findings.split(node.name, move, first, cannot, () => history)
  }
}
