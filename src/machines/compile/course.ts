import { chainOf, isWithin, type Node } from './machine.ts'

/** Which states a transition leaves and enters, from where a machine stands. */
export interface Course {
  /** Innermost first. */
  readonly exits: readonly Node[]
  /** Outermost first. */
  readonly enters: readonly Node[]
  /** Those of `enters` whose initial state is entered because nobody named another. */
  readonly byDefault: ReadonlySet<Node>
  /** Where it leads. */
  readonly leaf: Node
}

/** The way of a transition, as SCXML has it: what is common to its source and its target is not left. */
export function courseOf(leaf: Node, source: Node, target: Node | undefined, isReentering: boolean): Course {
  if (!target) return { exits: [], enters: [], byDefault: new Set(), leaf }
  const domain = domainOf(source, target, isReentering)
  const exits = chainOf(leaf).filter((node) => isWithin(node, domain))
  const inner = initialChain(target)
  // A state that transitions to itself without being left is not entered either; its children are.
  const isEntered = source !== target || isReentering
  const byDefault = isEntered ? [target, ...inner] : inner
  const between = chainOf(target).filter((node) => node !== target && isWithin(node, domain))
  return {
    exits,
    enters: [...between.toReversed(), ...byDefault],
    byDefault: new Set(byDefault),
    leaf: inner.at(-1) ?? target,
  }
}

/** The way into a machine that has not begun. */
export function firstCourse(root: Node): Course {
  const enters = [root, ...initialChain(root)]
  return { exits: [], enters, byDefault: new Set(enters), leaf: enters.at(-1) ?? root }
}

/** The state that stays; `undefined`: not even the root does. */
function domainOf(source: Node, target: Node, isReentering: boolean): Node | undefined {
  if (!isReentering && (target === source || isWithin(target, source))) return source
  const common = chainOf(target).find((node) => node !== target && isWithin(source, node))
  return common ?? (isReentering ? undefined : source.machine.root)
}

function initialChain(node: Node): Node[] {
  const [inner] = node.initial.target
  return inner ? [inner, ...initialChain(inner)] : []
}
