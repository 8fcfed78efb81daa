import type { Policy } from '../../../machines/token-life.ts'

/** A state of the machine. */
export interface ChartState {
  /** As records say it: `valid.idle`, `kicked`; the machine's root is the empty path. */
  readonly path: string
  readonly kind: 'root' | 'compound' | 'atomic' | 'final'
  /** The path of the child that it begins in; null if it has none. */
  readonly initial: string | null
}

/** A transition of the machine. */
export interface ChartTransition {
  /** `source/event[guard]`: `valid.idle/api.rejected[isQuietTime]`. No white space; unique in a chart. */
  readonly id: string
  /** The path of the state that it belongs to; the empty one is the root's: taken in any live state. */
  readonly source: string
  readonly event: string
  /** The guard's name; null: whenever no transition before it is taken. */
  readonly guard: string | null
  /** The path of the state it leads to; null if it changes none. */
  readonly target: string | null
  /** Leaves its source and enters it again, where source and target are one. */
  readonly reenters: boolean
  /** Its guard can hold there. What can never be taken is not drawn. */
  readonly isTaken: boolean
}

/** Where something is drawn: CSS pixels from the upper left corner of the chart. */
export interface ChartFrame {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A state, drawn. */
export interface ChartBox extends ChartFrame {
  readonly path: string
  readonly title: string
  readonly kind: 'compound' | 'atomic' | 'final'
}

/** What happens in whatever child of a state: a bar, from which that state's own transitions lead. */
export interface ChartBar extends ChartFrame {
  readonly path: string
  readonly title: string
}

/** Words for transitions that say the same: an event, and a guard. */
export interface ChartWords {
  readonly event: string
  readonly guard: string | null
  /** Their ids. */
  readonly transitions: readonly string[]
}

/** Words on a line that leads elsewhere (`edge`), or in the box of a state that is not left (`inner`). */
export interface ChartLabel extends ChartFrame {
  readonly kind: 'edge' | 'inner'
  readonly lines: readonly ChartWords[]
}

/** A stretch of line that all these transitions go along. */
export interface ChartLine {
  /** Their ids; none for the line from the start. */
  readonly transitions: readonly string[]
  /** Its corners, in the direction of travel. Every stretch is upright or level. */
  readonly points: readonly (readonly [x: number, y: number])[]
  /** `joint`: it goes on behind a label, or flows into another line. */
  readonly end: 'arrow' | 'joint'
}

/** The statechart of one policy, laid out. Made from the machine by `scripts/layout-chart.js`, never by hand. */
export interface Chart extends Pick<ChartFrame, 'width' | 'height'> {
  readonly policy: Policy
  readonly states: readonly ChartState[]
  /** All that the machine has, in its order. */
  readonly transitions: readonly ChartTransition[]
  readonly boxes: readonly ChartBox[]
  readonly bars: readonly ChartBar[]
  readonly lines: readonly ChartLine[]
  readonly labels: readonly ChartLabel[]
  /** Where lines flow together. */
  readonly joints: readonly (readonly [x: number, y: number])[]
  /** The dot that the machine sets out from. */
  readonly start: readonly [x: number, y: number]
}
