/**
 * The style of a chart, light and dark as the reader's system says. A page that serves it may set any of these
 * custom properties on the chart or around it, and they win: `--chart-canvas`, `--chart-surface`, `--chart-ink`,
 * `--chart-muted`, `--chart-line`, `--chart-plate`, `--chart-accent`, and a hue for each state: `--chart-valid`,
 * `--chart-refreshing-half`, `--chart-refreshing-three-quarter`, `--chart-expired`, `--chart-kicked`, `--chart-any`.
 */
export const chartStyle = `
.halflife-chart {
  --canvas: var(--chart-canvas, #ffffff);
  --surface: var(--chart-surface, #ffffff);
  --ink: var(--chart-ink, #1f2328);
  --muted: var(--chart-muted, #59636e);
  --line: var(--chart-line, #818b98);
  --plate: var(--chart-plate, #f3f5f8);
  --accent: var(--chart-accent, #0550ae);
  --valid: var(--chart-valid, #0e7569);
  --refreshing-half: var(--chart-refreshing-half, #1f6bb5);
  --refreshing-three-quarter: var(--chart-refreshing-three-quarter, #9a6200);
  --expired: var(--chart-expired, #b93a16);
  --kicked: var(--chart-kicked, #7a2048);
  --any: var(--chart-any, #545d6a);
  font: 11px ui-monospace, SFMono-Regular, 'SF Mono', Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  .halflife-chart {
    --canvas: var(--chart-canvas, #0d1117);
    --surface: var(--chart-surface, #12181f);
    --ink: var(--chart-ink, #e6edf3);
    --muted: var(--chart-muted, #9aa4af);
    --line: var(--chart-line, #6e7a87);
    --plate: var(--chart-plate, #1c232c);
    --accent: var(--chart-accent, #79c0ff);
    --valid: var(--chart-valid, #4fd1b8);
    --refreshing-half: var(--chart-refreshing-half, #6cb6ff);
    --refreshing-three-quarter: var(--chart-refreshing-three-quarter, #e3b341);
    --expired: var(--chart-expired, #ff9170);
    --kicked: var(--chart-kicked, #f29bc0);
    --any: var(--chart-any, #aab4c0);
  }
}
.halflife-chart .of-valid { --hue: var(--valid); }
.halflife-chart .of-refreshing-half { --hue: var(--refreshing-half); }
.halflife-chart .of-refreshing-three-quarter { --hue: var(--refreshing-three-quarter); }
.halflife-chart .of-expired { --hue: var(--expired); }
.halflife-chart .of-kicked { --hue: var(--kicked); }
.halflife-chart .of-any { --hue: var(--any); }
.halflife-chart .canvas { fill: var(--canvas); }
.halflife-chart .name { font: 600 13px system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; fill: var(--hue); }
.halflife-chart .compound > rect { fill: var(--hue); fill-opacity: 0.06; stroke: var(--hue); stroke-opacity: 0.45; }
.halflife-chart .atomic > rect, .halflife-chart .final > rect { fill: var(--surface); stroke: var(--hue); stroke-opacity: 0.75; }
.halflife-chart .bar > rect { fill: var(--hue); fill-opacity: 0.08; stroke: var(--hue); stroke-opacity: 0.4; stroke-dasharray: 4 3; }
.halflife-chart .line { fill: none; stroke: var(--line); stroke-width: 1.25; }
.halflife-chart .head, .halflife-chart .joint { fill: var(--line); }
.halflife-chart .start { fill: var(--ink); }
.halflife-chart .plate { fill: var(--plate); }
.halflife-chart .event { fill: var(--ink); }
.halflife-chart .guard, .halflife-chart .inner .event { fill: var(--muted); }
.halflife-chart .current > rect { stroke-opacity: 1; stroke-width: 2; }
.halflife-chart .compound.current > rect { fill-opacity: 0.14; }
.halflife-chart .atomic.current > rect, .halflife-chart .final.current > rect { fill: var(--hue); fill-opacity: 0.25; }
.halflife-chart .last > .line { stroke: var(--accent); stroke-width: 2.5; }
.halflife-chart .last > .head { fill: var(--accent); }
.halflife-chart .words.last > tspan { fill: var(--accent); font-weight: 700; }
.halflife-chart [role='button'] { cursor: pointer; }
.halflife-chart [role='button']:focus { outline: none; }
.halflife-chart [role='button']:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (prefers-reduced-motion: no-preference) {
  .halflife-chart .last > .line { stroke-dasharray: 8 4; animation: halflife-chart-way 0.5s linear 2; }
  @keyframes halflife-chart-way { from { stroke-dashoffset: 24; } to { stroke-dashoffset: 0; } }
}
`
