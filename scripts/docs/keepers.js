// Puts what became of other people's keepers into words: the parts of docs/keepers.md.
import { readFileSync } from 'node:fs'
import { markdownTable } from './markdown-table.js'

const versionOf = (from) => {
  const file = from === 'halflife' ? 'package.json' : `node_modules/${from}/package.json`
  return JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).version
}

const signOf = (name, { kept, broken }) => {
  const has = ({ promise }) => promise === name
  return kept.some(has) ? '✓' : broken.some(has) ? '**✗**' : '–'
}

const table = (promises, reports) =>
  markdownTable(
    ['', ...reports.map(({ report }) => report.keeper)],
    [
      ...Object.keys(promises).map((name) => [
        `\`${name}\``,
        ...reports.map(({ report }) => signOf(name, report)),
      ]),
      ['kept', ...reports.map(({ report }) => report.kept.length)],
      ['broken', ...reports.map(({ report }) => report.broken.length)],
      ['not promised', ...reports.map(({ report }) => report.notPromised.length)],
    ],
  )

const sentences = (promises) =>
  markdownTable(
    ['promise', 'says'],
    Object.entries(promises).map(([name, { says }]) => [`\`${name}\``, says]),
  )

const historyOf = ({ promise, how, history }) =>
  [
    `<details><summary><code>${promise}</code>: ${how}</summary>`,
    '',
    '```text',
    ...history,
    '```',
    '',
    '</details>',
    '',
  ].join('\n')

/** Promises that are not made for the same reason are one line. */
function reasons(notPromised) {
  const byReason = new Map()
  for (const one of notPromised) byReason.set(one.why, [...(byReason.get(one.why) ?? []), one])
  return [...byReason].map(
    ([why, all]) => `- ${all.map(({ promise }) => `\`${promise}\``).join(', ')}: ${why}.\n`,
  )
}

function section({ from, about, report }) {
  const { keeper, broken, notPromised } = report
  const parts = [`### ${keeper}\n`, `${from} ${versionOf(from)}: ${about}\n`]
  if (broken.length > 0) parts.push(broken.map(historyOf).join('\n'))
  else parts.push('Nothing was broken.\n')
  if (notPromised.length > 0) parts.push(`Not promised:\n\n${reasons(notPromised).join('')}`)
  return parts.join('\n')
}

/** The parts of the page, by the names of its marks. */
export const partsOfKeepers = (promises, reports) => ({
  table: table(promises, reports),
  promises: sentences(promises),
  keepers: `${reports.map(section).join('\n')}`,
})
