import type { TokenEvent } from '../../../machines/events.ts'
import type { Overlap, Policy } from '../../../machines/token-life.ts'
import { appRows } from './app.ts'
import { emptyRow, endRow } from './nothing.ts'
import { pointRows } from './points.ts'
import { rejectionRows } from './rejections.ts'
import { resultRows } from './results.ts'
import type { Row, RowCase, Situation } from './row.ts'

/** The machine's table, row by row as it stands in `docs/machine.md`. */
export const tableRows: readonly Row[] = [...pointRows, ...resultRows, ...rejectionRows, ...appRows]

/** The table, and the two rows that it leaves unsaid: an event without a row, and the end. */
export const rows: readonly Row[] = [...tableRows, emptyRow, endRow]

const all: readonly RowCase[] = rows.flatMap(({ cases }) => cases)

const byEvent = new Map<TokenEvent['type'], RowCase[]>()
for (const each of all) {
  for (const type of each.on) byEvent.set(type, [...(byEvent.get(type) ?? []), each])
}

/** Every case of every row that a policy and an overlap have: what is to be reached, to have seen the whole table. */
export const casesUnder = (policy: Policy, overlap: Overlap = 'allow'): readonly RowCase[] =>
  all.filter(
    (each) => (each.policy ?? policy) === policy && (each.overlap === undefined || each.overlap === overlap),
  )

/** The cases that speak of a situation. If the table is whole and says nothing twice, that is always exactly one. */
export function casesOf(situation: Situation): readonly RowCase[] {
  const mayApply = byEvent.get(situation.event.type) ?? []
  if (situation.from === 'kicked') return mayApply.filter((each) => endRow.cases.includes(each))
  return mayApply.filter((each) => !endRow.cases.includes(each) && each.applies(situation))
}
