import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate'

/** An event of any machine. */
export interface AnyEvent {
  readonly type: string
}

export type Machine = AnyStateMachine
export type Node = AnyStateNode
export type Transition = AnyTransitionDefinition

/** An action that XState itself made (`assign`, `emit`, ...): it carries its own description. */
export interface BuiltinAction {
  readonly type: string
  readonly resolve: unknown
}

export const isBuiltin = (action: unknown): action is BuiltinAction =>
  typeof action === 'function' && 'resolve' in action

/** A state node and those around it, innermost first. */
export function chainOf(node: Node): Node[] {
  const chain = [node]
  for (let outer = node.parent; outer; outer = outer.parent) chain.push(outer)
  return chain
}

/** Strictly within. Everything is within nothing: outside of the root. */
export const isWithin = (node: Node, outer: Node | undefined): boolean =>
  outer === undefined || (node !== outer && chainOf(node).includes(outer))
