import type { Io } from '../io.ts'
import { clean } from '../journal/clean.ts'
import { hanging, margin, pageWidth, paragraph } from '../journal/page.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'
import { differenceInWords } from './difference-in-words.ts'
import type { Findings } from './findings.ts'
import type { StreamVerdict } from './stream-verdicts.ts'

/** What was found, for people: a line for each stream, what differs below it, and what it all comes to. */
export function findingsPage(findings: Findings, io: Io): string[] {
  const paint = paintFor(io)
  const width = pageWidth(io.stdout)
  const { streams, ok, damage } = findings
  const nameWidth = Math.min(34, Math.max(...streams.map(({ stream }) => clean(stream).length), 6))
  const countWidth = Math.max(...streams.map(({ records }) => String(records).length), 1)
  const total = paragraph(inAll(findings), width)
  return [
    '',
    ...streams.flatMap((verdict) => streamLines(verdict, { nameWidth, countWidth, width, paint })),
    // What differs below the last stream ends with a blank line already.
    ...(streams.at(-1)?.ok ? [''] : []),
    ...(damage ? paragraph(clean(`It could not be read any further: ${damage.message}`), width) : []),
    ...total.map((line) => (ok ? line : paint('bold', line))),
    '',
  ]
}

interface Layout {
  readonly nameWidth: number
  readonly countWidth: number
  readonly width: number
  readonly paint: Paint
}

function streamLines(verdict: StreamVerdict, { nameWidth, countWidth, width, paint }: Layout): string[] {
  const { stream, ok, records, count, differences } = verdict
  const sign = ok ? paint('cyan', '✓') : paint(['red', 'bold'], '✗')
  const name = clean(stream)
  const figures = `${String(records).padStart(countWidth)} ${records === 1 ? 'record ' : 'records'}  ${inWords(verdict)}`
  // A name is never cut: it is to be copied.
  const head =
    name.length > nameWidth
      ? [`${margin}${sign} ${name}`, `${margin}  ${' '.repeat(nameWidth)}  ${figures}`]
      : [`${margin}${sign} ${name.padEnd(nameWidth)}  ${figures}`]
  if (ok) return head
  const more = count - differences.length
  return [
    ...head,
    '',
    ...differences.flatMap((difference, i) => {
      const isFirst = differences[i - 1]?.version !== difference.version
      return [...(isFirst && i > 0 ? [''] : []), ...differenceLines(difference, isFirst, width)]
    }),
    ...(more > 0 ? ['', `${margin}  and ${more.toLocaleString('en-US')} more`] : []),
    '',
  ]
}

/** The version stands once before all that differs there. */
function differenceLines(difference: ToldDifference, isFirst: boolean, width: number): string[] {
  const { what, recorded, decided } = differenceInWords(difference)
  const version = isFirst ? `version ${difference.version}` : ''
  const ought = isOfStore(difference.kind) ? 'should be' : 'decided'
  return [
    ...hanging(`${margin}  ${version.padEnd(12)}`, what, width),
    ...hanging(`${margin}  ${'recorded'.padStart(9)}   `, clean(recorded), width),
    ...hanging(`${margin}  ${ought.padStart(9)}   `, clean(decided), width),
  ]
}

type ToldDifference = StreamVerdict['differences'][number]

/** Whether the store, and not the machine, is at odds with itself. */
const isOfStore = (kind: string): boolean => !['facts', 'state'].includes(kind)

function inWords({ ok, chain, count }: StreamVerdict): string {
  const links = { unbroken: 'chain unbroken', absent: 'no chain', broken: 'chain broken' }[chain]
  if (ok) return `${links}, decisions hold`
  return `${links}, ${count === 1 ? '1 difference' : `${count} differences`}`
}

function inAll({ ok, records, streams, chain, count, damage }: Findings): string {
  const what = `${counted(records, 'record')} of ${counted(streams.length, 'stream')}`
  if (damage && count === 0) return `What was read of it, ${what}, holds.`
  if (!ok) return `It does not hold: ${counted(count, 'difference')} in ${what}.`
  switch (chain) {
    case 'absent':
      return `${what}: decisions hold; there is no chain to check.`
    case 'partial':
      return `${what}: decisions hold, and the chains are unbroken; some streams have no chain to check.`
    default:
      return `${what}: chains unbroken, decisions hold.`
  }
}

const counted = (count: number, what: string): string =>
  `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`
