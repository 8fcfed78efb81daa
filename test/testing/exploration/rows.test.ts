import { describe, expect, it } from 'vitest'
import { casesUnder, rows, tableRows } from '../../../src/testing/index.ts'
import { tableUnder } from '../../docs/pages.ts'

describe('the rows of the table, as data', () => {
  it('stand in the page of the machine, word for word, and no other does', () => {
    const sorted = (table: string[][]) => table.map((cells) => cells.join(' | ')).sort()
    expect(sorted(tableRows.map((row) => [row.in, row.when, row.then]))).toEqual(
      sorted(tableUnder('docs/machine.md', 'Rows')),
    )
  })

  it('have cases, each with a name of its own', () => {
    const names = rows.flatMap(({ cases }) => cases.map(({ name }) => name))
    expect(new Set(names).size).toBe(names.length)
    expect(rows.filter(({ cases }) => cases.length === 0)).toEqual([])
  })

  it('are all there under some policy and overlap', () => {
    const under = (['stay', 'kick'] as const).flatMap((policy) =>
      (['allow', 'join'] as const).flatMap((overlap) => casesUnder(policy, overlap)),
    )
    expect(new Set(under)).toEqual(new Set(rows.flatMap(({ cases }) => cases)))
  })
})
