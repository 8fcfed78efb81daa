import type { DeciderReport } from '../deciders/check/report.ts'
import { count } from '../words/exact-span.ts'
import type { KeeperReport } from './report.ts'

/** What `checkTokenKeeper` or `checkDecider` has found. */
export type Report = KeeperReport | DeciderReport

const nameOf = (report: Report): string => ('keeper' in report ? report.keeper : report.decider)

const blocksOf = ({ broken }: Report): string[] =>
  broken.map(({ promise, says, how, history }) =>
    [`✗ ${promise}: ${how}`, `  ${says}`, ...history.map((line) => `    ${line}`), ''].join('\n'),
  )

/** What was broken alone, each with its history, and how to have the same again: the message of a test that fails. */
export function breachesAsText(report: Report): string {
  const { seed, kept, broken } = report
  const names = broken.map(({ promise }) => promise)
  return [
    `${nameOf(report)} breaks ${broken.length} of ${count(kept.length + broken.length, 'promise')}: ${names.join(', ')}`,
    '',
    ...blocksOf(report),
    `The same again: { seed: ${seed}, only: [${names.map((name) => `'${name}'`).join(', ')}] }`,
  ].join('\n')
}

/** A report to be read: what was broken comes first, each with its history; then the rest; then the seed. */
export function reportAsText(report: Report): string {
  const { seed, kept, broken, notPromised } = report
  const sum = [
    `keeps ${count(kept.length, 'promise')}`,
    `breaks ${broken.length}`,
    `does not make ${notPromised.length}`,
  ]
  return [
    `${nameOf(report)}: ${sum.join(', ')}`,
    '',
    ...blocksOf(report),
    ...kept.map(({ promise, runs }) => `✓ ${promise} (${runs === 1 ? '1 history' : `${runs} histories`})`),
    ...notPromised.map(({ promise, why }) => `– ${promise}: not promised: ${why}`),
    '',
    `The same histories again: { seed: ${seed} }`,
    '',
  ].join('\n')
}

/** A report as JSON, for programs: the report itself, two spaces deep. */
export const reportAsJson = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`

/** A report as JUnit's XML, for CI: a test a promise; what is not promised is skipped. */
export function reportAsJUnit(report: Report): string {
  const { seed, kept, broken, notPromised } = report
  const subject = escaped(nameOf(report))
  const test = (name: string, inside = '') =>
    `    <testcase classname="${subject}" name="${escaped(name)}"${inside ? `>${inside}</testcase>` : '/>'}\n`
  const tests = [
    ...kept.map(({ promise }) => test(promise)),
    ...broken.map(({ promise, how, says, history }) =>
      test(promise, `<failure message="${escaped(how)}">${escaped([says, ...history].join('\n'))}</failure>`),
    ),
    ...notPromised.map(({ promise, why }) => test(promise, `<skipped message="${escaped(why)}"/>`)),
  ]
  const counts = `tests="${tests.length}" failures="${broken.length}" skipped="${notPromised.length}" errors="0"`
  const property = `    <properties><property name="seed" value="${seed}"/></properties>\n`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts.replace(/ skipped="\d+"/, '')}>\n  <testsuite name="${subject}" ${counts}>\n${property}${tests.join('')}  </testsuite>\n</testsuites>\n`
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;',
}

/** Also without the characters that XML has no way to write. */
const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be taken out
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu, '\u{FFFD}')
    .replace(/[&<>"'\n\t\r]/g, (sign) => entities[sign] ?? sign)
