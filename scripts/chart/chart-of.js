import { toDirectedGraph } from 'xstate/graph'

/**
 * A machine's states and transitions as plain data, from its directed graph. Paths are relative to the machine;
 * its root is the empty path. Of several transitions for one event, all after one without a guard are left out:
 * nothing can take them. So is what `kicked` forbids: it is no transition, but the lack of any.
 */
export function chartOf(machine) {
  const states = []
  const transitions = []
  const visit = (node) => {
    const { stateNode } = node
    states.push({
      path: stateNode.path.join('.'),
      kind: stateNode.path.length === 0 ? 'root' : stateNode.type,
      initial: stateNode.initial?.target?.[0]?.path.join('.') ?? null,
    })
    const decided = new Set()
    for (const { transition } of node.edges) {
      const { eventType: event, guard = null, target, reenter } = transition
      if (event === '*' || decided.has(event)) continue
      if (guard === null) decided.add(event)
      const source = stateNode.path.join('.')
      transitions.push({
        id: `${source}/${event}${guard === null ? '' : `[${guard}]`}`,
        source,
        event,
        guard,
        target: target?.[0]?.path.join('.') ?? null,
        reenters: reenter,
      })
    }
    node.children.forEach(visit)
  }
  visit(toDirectedGraph(machine))
  return { states, transitions }
}
