import { wordsOf } from './measures.js'

/** The state of the first level that a path lies in. */
export const homeOf = (path) => path.split('.')[0]

/** Transitions of the same words stand on one line, whatever states they come from. */
export function linesOf(transitions) {
  const lines = new Map()
  for (const { id, event, guard } of transitions) {
    const words = wordsOf({ event, guard })
    const line = lines.get(words) ?? { event, guard, transitions: [] }
    line.transitions.push(id)
    lines.set(words, line)
  }
  return [...lines.values()]
}

/** All that leads from one state to another is one line drawn. */
export function bundlesOf(transitions) {
  const bundles = new Map()
  for (const one of transitions) {
    const way = `${one.source} -> ${one.target}`
    const bundle = bundles.get(way) ?? { source: one.source, target: one.target, transitions: [] }
    bundle.transitions.push(one)
    bundles.set(way, bundle)
  }
  return [...bundles.values()]
}

/** Bundles to one state that say the same, from several states, flow together. */
export function confluencesOf(bundles) {
  const confluences = new Map()
  for (const bundle of bundles) {
    const words = bundle.transitions.map(wordsOf).join()
    const way = `${words} -> ${bundle.target}`
    const confluence = confluences.get(way) ?? { target: bundle.target, bundles: [] }
    confluence.bundles.push(bundle)
    confluences.set(way, confluence)
  }
  return [...confluences.values()]
}
