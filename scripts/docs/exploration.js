// Puts into words what was explored: the tables of docs/exploration.md.
import { markdownTable } from './markdown-table.js'

const ruleOf = ({ policy, overlap }) => `\`${policy}\`, \`${overlap}\``

const counts = (explorations) =>
  markdownTable(
    [
      'policy, overlap',
      'states',
      'moves',
      'steps checked',
      'closed at depth',
      'splits',
      'findings',
      'cases reached',
    ],
    explorations.map((found) => [
      ruleOf(found),
      found.states,
      found.edges,
      found.steps,
      found.isClosed ? found.depth : 'not closed',
      found.findings.filter(({ kind }) => kind === 'split').length,
      found.findings.length,
      `${found.rows.size - found.missedRows.length} of ${found.rows.size}`,
    ]),
  )

/** How often each case decided a step. Empty: it is not there under that policy and overlap. */
function rows(explorations) {
  const names = new Set(explorations.flatMap((found) => [...found.rows.keys()]))
  return markdownTable(
    ['case', ...explorations.map(ruleOf)],
    [...names].map((name) => [name, ...explorations.map((found) => found.rows.get(name) ?? '')]),
  )
}

/** How many of the explored states each state of the machine is. */
function states(explorations) {
  const ofPath = (found, path) => found.map.filter((state) => state.path === path).length || ''
  const paths = new Set(explorations.flatMap((found) => found.map.map(({ path }) => path)))
  return markdownTable(
    ['state of the machine', ...explorations.map(ruleOf)],
    [...paths].sort().map((path) => [`\`${path}\``, ...explorations.map((found) => ofPath(found, path))]),
  )
}

/** The deepest states: how to come there. */
function stories(explorations) {
  const deepest = explorations.map((found) => {
    const state = found.map.find(({ depth }) => depth === found.depth)
    return [ruleOf(found), state?.name.split(' | ').join('; '), state?.story.join('; ')]
  })
  return markdownTable(['policy, overlap', 'state', 'by'], deepest)
}

/** The generated parts of the page, by name. */
export const partsOfExploration = (explorations) => ({
  counts: counts(explorations),
  states: states(explorations),
  rows: rows(explorations),
  stories: stories(explorations),
})
