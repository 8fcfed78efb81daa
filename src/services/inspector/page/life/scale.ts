import { clockMinute, clockSecond, clockTime, day } from '../dom/time.ts'

/** Which part of a life is looked at. */
export interface Window {
  readonly fromMs: number
  readonly toMs: number
}

/** From times to places. */
export interface Scale extends Window {
  /** px from the left */
  x(ms: number): number
  /** The time at a place. */
  at(px: number): number
  readonly left: number
  readonly right: number
  readonly msPerPx: number
}

export function scaleOf({ fromMs, toMs }: Window, left: number, right: number): Scale {
  const msPerPx = (toMs - fromMs) / Math.max(1, right - left)
  return {
    fromMs,
    toMs,
    left,
    right,
    msPerPx,
    // What lies outside is drawn at the edge, not millions of pixels away.
    x: (ms) => Math.min(Math.max(left + (ms - fromMs) / msPerPx, left - 20), right + 20),
    at: (px) => fromMs + (px - left) * msPerPx,
  }
}

const [second, minute, hour, dayMs] = [1_000, 60_000, 3_600_000, 86_400_000]
const steps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((n) => n * second),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 3, 6, 12].map((n) => n * hour),
  ...[1, 2, 7, 14, 30, 90, 365, 3_650].map((n) => n * dayMs),
]

export interface Tick {
  readonly atMs: number
  readonly text: string
}

/** Round times, far enough from one another to be read. */
export function ticksOf({ fromMs, toMs, msPerPx }: Scale, apartPx = 92): Tick[] {
  const stepMs = steps.find((step) => step / msPerPx >= apartPx) ?? 36_500 * dayMs
  const write =
    stepMs < second ? clockTime : stepMs < minute ? clockSecond : stepMs < dayMs ? clockMinute : day
  const zoneMs = new Date(fromMs).getTimezoneOffset() * minute
  const ticks: Tick[] = []
  for (let atMs = Math.ceil((fromMs - zoneMs) / stepMs) * stepMs + zoneMs; atMs <= toMs; atMs += stepMs) {
    ticks.push({ atMs, text: write(atMs) })
  }
  return ticks
}
