import type { Policy } from '../../index.ts'
import type { Chart, ChartBox, ChartTransition } from '../../services/inspector/chart/chart.ts'
import { charts } from '../../services/inspector/chart/layout.generated.ts'

/**
 * The statechart of a policy as Mermaid's `stateDiagram-v2`. Only its oldest words are used, which every version
 * that draws them understands: states with a name and a description, states in states, and transitions.
 */
export function mermaidOf(policy: Policy): string {
  const chart = charts[policy]
  return [
    'stateDiagram-v2',
    ...indented([
      ...chart.bars
        .filter(({ path }) => path === '')
        .flatMap(({ path, title }) => stateOf(chart, `${path}.any`, title)),
      ...chart.boxes.filter(({ path }) => !path.includes('.')).flatMap((box) => topOf(chart, box)),
      `[*] --> ${nameOf(leafOf(chart, ''))}`,
      ...waysOf(chart),
      ...chart.boxes.filter(({ kind }) => kind === 'final').map(({ path }) => `${nameOf(path)} --> [*]`),
    ]),
  ].join('\n')
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`)

/** A state of the first level, with its children in it. */
function topOf(chart: Chart, { path, title }: ChartBox): string[] {
  const children = chart.boxes.filter((box) => box.path.startsWith(`${path}.`))
  if (children.length === 0) return stateOf(chart, path, title)
  const any = chart.bars.filter((bar) => bar.path === path)
  return [
    `state "${title}" as ${nameOf(path)} {`,
    ...indented([
      ...any.flatMap((bar) => stateOf(chart, `${path}.any`, bar.title)),
      ...children.flatMap((child) => stateOf(chart, child.path, child.title)),
    ]),
    '}',
  ]
}

/** A state without children, and what happens without leaving it. */
function stateOf(chart: Chart, path: string, title: string): string[] {
  const own = chart.transitions.filter(
    (one) => one.isTaken && placeOf(chart, one.source) === path && isInner(one),
  )
  return [`state "${title}" as ${nameOf(path)}`, ...own.map((one) => `${nameOf(path)} : ${wordsOf(one)}`)]
}

/** All that leads from one state to another is one arrow. */
function waysOf(chart: Chart): string[] {
  const ways = new Map<string, string[]>()
  for (const one of chart.transitions) {
    if (!one.isTaken || isInner(one)) continue
    const way = `${nameOf(placeOf(chart, one.source))} --> ${nameOf(one.target ?? '')}`
    ways.set(way, [...(ways.get(way) ?? []), wordsOf(one)])
  }
  return [...ways].map(([way, words]) => `${way} : ${words.join('<br/>')}`)
}

const isInner = ({ source, target }: ChartTransition): boolean => target === null || target === source

/** What is drawn for a state: where it has a bar, that is what its own transitions lead from. */
const placeOf = (chart: Chart, path: string): string =>
  chart.bars.some((bar) => bar.path === path) ? `${path}.any` : path

function leafOf({ states }: Pick<Chart, 'states'>, path: string): string {
  const initial = states.find((state) => state.path === path)?.initial
  return initial ? leafOf({ states }, initial) : path
}

const wordsOf = ({ event, guard }: ChartTransition): string =>
  guard === null ? event : `${event} [${guard}]`

/** Letters and underscores alone: all else means something to Mermaid. */
const nameOf = (path: string): string => path.replace(/^\./, '').replace(/[^a-z]/gi, '_')
