import { setAttribute } from '../dom/element.ts'
import { wantsStillness } from '../dom/frame.ts'

/** Of its own size, the chart is as large as is needed, and no smaller than can be read. */
const largest = 0.88
const smallest = 0.6

/** So much is left between what is framed and the edge, px. */
const edgePx = 20

/** Sizes and scrolls a chart so that the current state and the words of the last transition are seen whole. */
export function frame(paper: HTMLElement): void {
  const drawing = paper.querySelector<SVGSVGElement>('svg')
  const lit = [...paper.querySelectorAll<SVGGraphicsElement>('.atomic.current, .final.current, .words.last')]
  if (!drawing || lit.length === 0) return
  const boxes = lit.map((element) => element.getBBox())
  const across = extentOf(boxes.map(({ x, width }) => [x, x + width]))
  const down = extentOf(boxes.map(({ y, height }) => [y, y + height]))
  const fits = (room: number, { from, to }: Extent) => (room - 2 * edgePx) / (to - from)
  const fitting = Math.min(largest, fits(paper.clientWidth, across), fits(paper.clientHeight, down))
  const scale = Math.max(smallest, fitting)
  setAttribute(drawing, 'width', drawing.viewBox.baseVal.width * scale)
  setAttribute(drawing, 'height', drawing.viewBox.baseVal.height * scale)
  // Where there is no room for all, even so, the words' neighbour goes first: the state.
  const [state] = boxes as [DOMRect]
  const inset = drawing.getBoundingClientRect()
  const shown = paper.getBoundingClientRect()
  paper.scrollTo({
    left:
      inset.left -
      shown.left +
      paper.scrollLeft +
      placeOf(across, [state.x, state.x + state.width], scale, paper.clientWidth),
    top:
      inset.top -
      shown.top +
      paper.scrollTop +
      placeOf(down, [state.y, state.y + state.height], scale, paper.clientHeight),
    behavior: wantsStillness() ? 'instant' : 'smooth',
  })
}

type Pair = readonly [from: number, to: number]
interface Extent {
  readonly from: number
  readonly to: number
}

const extentOf = (pairs: readonly Pair[]): Extent => ({
  from: Math.min(...pairs.map(([from]) => from)),
  to: Math.max(...pairs.map(([, to]) => to)),
})

/** Where the sight begins, px of the drawing as it is sized: all of it in the middle, and the state in any case. */
function placeOf({ from, to }: Extent, state: Pair, scale: number, room: number): number {
  const middle = ((from + to) / 2) * scale - room / 2
  const most = state[0] * scale - edgePx
  const least = state[1] * scale - room + edgePx
  return least > most ? most : Math.min(Math.max(middle, least), most)
}
