import type { Io } from '../io.ts'
import { clean } from '../journal/clean.ts'
import { clockTime } from '../journal/clock-time.ts'
import { margin, withNote } from '../journal/page.ts'
import { paintFor } from '../terminal/paint.ts'
import type { StreamSummary } from './stream-summary.ts'

const width = 80
const nameWidth = 34
const columns = ['policy', 'records', 'attempts', 'failed', 'kicks'] as const

/** Each stream in two lines: its figures; where it stands, and from when to when it is told of. */
export function summaryTable(summaries: readonly StreamSummary[], file: string, io: Io): readonly string[] {
  const paint = paintFor(io)
  const head = `${margin}${'stream'.padEnd(nameWidth)}${columns.map((name) => `  ${name}`).join('')}`
  const rows = summaries.flatMap((summary) => {
    const [place = '', ...more] = withNote([`${margin}  ${clean(summary.state)}`], fromTo(summary), width)
    return [...figures(summary), ...[place, ...more].map((line) => paint('dim', line))]
  })
  const next = `Of one stream more: halflife replay ${file} --stream <stream>`
  return ['', paint('bold', head), ...rows, '', margin + next, '']
}

function figures({ stream, policy, records, attempts, failures, kicks }: StreamSummary): string[] {
  const cells = [policy, records, attempts, failures, kicks].map((cell, column) => {
    const cellWidth = columns[column]?.length ?? 0
    return `  ${column === 0 ? String(cell).padEnd(cellWidth) : String(cell).padStart(cellWidth)}`
  })
  const name = clean(stream)
  // A name is never cut: it is to be copied.
  return name.length > nameWidth
    ? [margin + name, `${margin}${' '.repeat(nameWidth)}${cells.join('')}`]
    : [`${margin}${name.padEnd(nameWidth)}${cells.join('')}`]
}

function fromTo({ firstAtMs, lastAtMs }: StreamSummary): string {
  const [first, last] = [clockTime(firstAtMs), clockTime(lastAtMs)]
  const end = first.day === last.day ? last.time.slice(0, 8) : `${last.day} ${last.time.slice(0, 8)}`
  return `${first.day} ${first.time.slice(0, 8)} to ${end} UTC`
}
