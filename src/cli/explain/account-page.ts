import type { Explanation } from '../../index.ts'
import type { Io } from '../io.ts'
import { clean } from '../journal/clean.ts'
import { clockTime } from '../journal/clock-time.ts'
import { hanging, margin, pageWidth, paragraph } from '../journal/page.ts'
import { paintFor } from '../terminal/paint.ts'
import type { OtherPolicy } from './other-policy.ts'

/** An explanation as a page: the answer, why, what the other policy would have done, and the records. */
export function accountPage(explanation: Explanation, other: OtherPolicy | null, io: Io): string[] {
  const paint = paintFor(io)
  const width = pageWidth(io.stdout)
  const { headline, paragraph: whole, verdict } = explanation
  const why = whole.slice(headline.length, -verdict.length).trim()
  const bold = (line: string) => paint('bold', line)
  const sections = [
    paragraph(clean(headline), width).map(bold),
    paragraph(clean(why), width),
    paragraph(clean(verdict), width),
    ...(other
      ? [
          [
            `${margin}${bold(`And under ${other.policy}?`)}${paint('dim', ` (${other.sdks.join(', ')})`)}`,
            ...paragraph(clean(other.text), width),
          ],
        ]
      : []),
    recordsSection(explanation, width).map((line, i) => (i === 0 ? bold(line) : line)),
  ]
  return [...sections.filter((lines) => lines.length > 0).flatMap((lines) => ['', ...lines]), '']
}

function recordsSection({ records, leftOut }: Explanation, width: number): string[] {
  const versionWidth = Math.max(4, ...records.map(({ version }) => String(version).length))
  let day = clockTime(records[0]?.atMs ?? 0).day
  const lines = [`${margin}The records${day && `, ${day}, UTC`}`]
  let expected = records[0]?.version
  for (const { version, atMs, text } of records) {
    if (version !== expected) lines.push(`${margin}${'...'.padStart(versionWidth)}  ${leftOut} more`)
    expected = version + 1
    const { day: today, time } = clockTime(atMs)
    if (today !== day) lines.push(`${margin}${' '.repeat(versionWidth)}  ${today}`)
    day = today
    lines.push(
      ...hanging(`${margin}${String(version).padStart(versionWidth)}  ${time}  `, clean(text), width),
    )
  }
  return lines
}
