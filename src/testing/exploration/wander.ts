import type { TokenEvent } from '../../machines/events.ts'
import type { GraphNode } from './graph.ts'
import type { Standing } from './standing.ts'
import type { Walk } from './walk.ts'

/**
 * Goes through the map at random, in histories that are as long as they come: each move must lead where the map says.
 * The map was made of the shortest ways; what only a long history can bring about is seen here. The same every time.
 */
export function wander(walk: Walk, moves: number): void {
  const openings = [...walk.nodes.values()].filter(({ depth }) => depth === 0)
  const random = numbers(7)
  for (let made = 0, start = 0; made < moves && openings.length > 0; start++) {
    const opening = openings[start % openings.length] as GraphNode
    made += 1 + wanderFrom(walk, opening, moves - made, random)
    if (walk.isOver) return
  }
}

/** @returns how many moves were made before an end, or before one that the map has otherwise */
function wanderFrom(
  walk: Walk,
  opening: GraphNode,
  moves: number,
  random: (limit: number) => number,
): number {
  const events: TokenEvent[] = []
  let standing: Standing = opening.standing
  let node = opening
  for (let made = 0; made < moves; made++) {
    if (node.standing.path === 'kicked') return made
    // An ejection would end most histories under kick before they are long.
    const possible = [...walk.movesFrom(standing)].filter(({ event }) => event?.type !== 'conference.ejected')
    const told = possible[random(possible.length)]
    if (told === undefined) return made
    if (told.event !== undefined) events.push(told.event)
    const history = () => ({ ...opening.opening, events: [...events] })
    const come = walk.make(node, standing, told, history)
    const edge = node.edges.get(told.name)
    if (edge?.to.name !== come.name || edge.facts !== come.facts) {
      const first = { name: edge?.to.name ?? 'nothing: it cannot happen', facts: edge?.facts ?? 'nothing' }
      walk.findings.split(node.name, told.name, first, come, history)
      return made
    }
    standing = come.after
    node = edge.to
  }
  return moves
}

/** Whole numbers below a limit, the same for a seed. */
function numbers(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}
