/** A layout as the text of the module that keeps it: one thing a line, so that changes can be read. */
export function written(charts) {
  const ofChart = ({ policy, ...chart }) => {
    const members = Object.entries({ policy, ...chart }).map(([name, value]) =>
      Array.isArray(value) && typeof value[0] === 'object'
        ? `    ${name}: [\n${value.map((one) => `      ${JSON.stringify(one)},\n`).join('')}    ],\n`
        : `    ${name}: ${JSON.stringify(value)},\n`,
    )
    return `  ${policy}: {\n${members.join('')}  },\n`
  }
  return `// biome-ignore-all format: made by scripts/layout-chart.js; \`npm run chart\` makes it anew.
import type { Policy } from '../../../machines/token-life.ts'
import type { Chart } from './chart.ts'

/** The statechart of each policy, laid out. */
export const charts: Readonly<Record<Policy, Chart>> = {
${charts.map(ofChart).join('')}}
`
}
