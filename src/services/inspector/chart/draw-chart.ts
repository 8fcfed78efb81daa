import type { Policy } from '../../../machines/token-life.ts'
import type { ChartBar, ChartBox, ChartLabel, ChartLine, ChartWords } from './chart.ts'
import { chartStyle } from './chart-style.ts'
import { arrowAt, pathThrough } from './draw-line.ts'
import { charts } from './layout.generated.ts'
import { element, escaped } from './markup.ts'

/** What is to be shown of a chart. */
export interface ChartView {
  /** The path of the state to light, as records say it: `refreshing-half.requesting`. Default: none. */
  readonly current?: string | undefined
  /** The id of the transition to light (`takenTransition`). Default: none. */
  readonly lastTransition?: string | undefined
  /**
   * `'picture'` (default) stands alone: it brings its style, light and dark, and is one image to a screen reader.
   * `'control'` is for a page, under any content security policy: no style of its own (serve `chartStyle` as a
   * file), and each state and each transition's words are a button that can be reached by keyboard.
   */
  readonly use?: 'picture' | 'control' | undefined
}

/**
 * Draws the statechart of a policy as SVG, from its generated layout. A pure function that needs no DOM.
 *
 * Classes to light things by: `current` on the box of the current state and of the state around it, `last` on all
 * that the last transition went along. Whatever shows a state carries `data-state` with its path (the bar for all
 * states: empty); whatever shows transitions carries `data-transition` with their ids, separated by spaces, so that
 * `[data-transition~="…"]` finds one. All colours are custom properties, named in `chartStyle`.
 *
 * @example drawChart('kick', { current: 'valid.idle' }) // '<svg class="halflife-chart" …'
 */
export function drawChart(policy: Policy, view: ChartView = {}): string {
  const chart = charts[policy]
  const { width, height, start } = chart
  const isControl = view.use === 'control'
  const title = `The token machine, policy ${policy}`
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: `halflife-chart policy-${policy}`,
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: isControl ? 'group' : 'img',
      'aria-label': title,
    },
    element('title', {}, escaped(title)),
    isControl ? '' : element('style', {}, chartStyle),
    element('rect', { class: 'canvas', width, height, rx: 12 }),
    ...chart.boxes.map((box) => drawBox(box, view)),
    ...chart.bars.map((bar) => drawBar(bar, view)),
    element('circle', { class: 'start', cx: start[0], cy: start[1], r: 5 }),
    ...chart.lines.map((line) => drawLine(line, view)),
    ...chart.joints.map(([cx, cy]) => element('circle', { class: 'joint', cx, cy, r: 2.5 })),
    ...chart.labels.map((label) => drawLabel(label, view)),
  )
}

const hueOf = (path: string): string => `of-${path.split('.')[0] || 'any'}`

function drawBox({ path, title, kind, ...frame }: ChartBox, view: ChartView): string {
  const { x, y, width, height } = frame
  const isCurrent = view.current === path || view.current?.startsWith(`${path}.`)
  return element(
    'g',
    {
      class: ['state', kind, hueOf(path), isCurrent && 'current'],
      'data-state': path,
      ...asButton(view, `state ${path}`),
    },
    element('rect', { x, y, width, height, rx: kind === 'compound' ? 10 : 7 }),
    kind === 'final' &&
      element('rect', { class: 'rim', x: x + 3, y: y + 3, width: width - 6, height: height - 6, rx: 5 }),
    element('text', { class: 'name', x: x + (kind === 'compound' ? 14 : 10), y: y + 18 }, escaped(title)),
  )
}

function drawBar({ path, title, x, y, width, height }: ChartBar, view: ChartView): string {
  return element(
    'g',
    { class: ['bar', hueOf(path)], 'data-state': path, ...asButton(view, title) },
    element('rect', { x, y, width, height, rx: 7 }),
    element('text', { class: 'name', x: x + 10, y: y + 18 }, escaped(title)),
  )
}

function drawLine({ transitions, points, end }: ChartLine, view: ChartView): string {
  const d = pathThrough(points, end === 'arrow')
  return element(
    'g',
    { class: ['way', isLast(transitions, view) && 'last'], 'data-transition': transitions.join(' ') },
    element('path', { class: 'line', d }),
    end === 'arrow' && element('path', { class: 'head', d: arrowAt(points) }),
  )
}

function drawLabel({ kind, lines, x, y, width, height }: ChartLabel, view: ChartView): string {
  const inset = kind === 'edge' ? 5 : 0
  return element(
    'g',
    { class: ['label', kind] },
    kind === 'edge' && element('rect', { class: 'plate', x, y, width, height, rx: 5 }),
    ...lines.map((words, index) => drawWords(words, x + inset, y + 13 + 16 * index, view)),
  )
}

function drawWords({ event, guard, transitions }: ChartWords, x: number, y: number, view: ChartView): string {
  return element(
    'text',
    {
      class: ['words', isLast(transitions, view) && 'last'],
      x,
      y,
      'data-transition': transitions.join(' '),
      // Who sees the words may say them to a program that listens: the button's name has them as they stand.
      ...asButton(view, `transition ${event}${guard === null ? '' : ` [${guard}]`}`),
    },
    element('tspan', { class: 'event' }, escaped(event)),
    guard !== null && element('tspan', { class: 'guard' }, escaped(` [${guard}]`)),
  )
}

const isLast = (transitions: readonly string[], { lastTransition }: ChartView): boolean =>
  lastTransition !== undefined && transitions.includes(lastTransition)

const asButton = ({ use }: ChartView, label: string) =>
  use === 'control' ? { role: 'button', tabindex: 0, 'aria-label': label } : {}
