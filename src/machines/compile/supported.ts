import { chainOf, type Machine, type Node } from './machine.ts'
import { NotCompiledError } from './refusal.ts'

/** @throws NotCompiledError for what a state node has that is not taken; its actions and guards are checked where they are resolved */
export function checkNode(machine: Machine, node: Node): void {
  const place = placeOf(node)
  const refuse = (feature: string): never => {
    throw new NotCompiledError(place, feature)
  }
  const { config, type, parent, key } = node
  if (type === 'parallel') refuse('parallel')
  if (type === 'history') refuse('history')
  if (type !== 'compound' && Object.keys(node.states).length > 0) refuse(`child states of type ${type}`)
  if (config.after) refuse('after')
  if ('route' in config && config.route) refuse('route')
  if (!parent && config.output !== undefined) refuse('output of the machine')
  if (parent && key.includes('.')) refuse('a dot in the name of a state')
  checkInvoked(machine, node, refuse)
  for (const { target } of [...[...node.transitions.values()].flat(), ...(node.always ?? [])])
    if (target && target.length > 1) refuse('a transition with several targets')
}

/** @throws NotCompiledError for a context with a symbol as a key: one that the machine changes would lose it */
export function checkContext(machine: Machine, context: object): void {
  if (Object.getOwnPropertySymbols(context).length > 0)
    throw new NotCompiledError(`#${machine.id}`, 'a symbol as a key of the context')
}

function checkInvoked(machine: Machine, node: Node, refuse: (feature: string) => never): void {
  for (const { id, src, systemId, onSnapshot } of node.invoke) {
    if (systemId !== undefined) refuse('systemId')
    if (onSnapshot !== undefined) refuse('onSnapshot')
    const name = src as string
    const isNamed = !name.startsWith('xstate.invoke.')
    if (isNamed && !(name in machine.implementations.actors))
      refuse(`actor '${name}' without an implementation`)
    const sameId = chainOf(node).flatMap(({ invoke }) => invoke.filter((other) => other.id === id))
    if (sameId.length > 1) refuse(`two actors at once with the id '${id}'`)
  }
}

/** How a node is called in messages. */
export const placeOf = (node: Node): string => `#${node.id}`
