import { describe, expect, it } from 'vitest'
import { charts } from '../../../../src/services/inspector/chart/layout.generated.ts'
import { rowOf, silentRowOf } from '../../../../src/services/inspector/chart/rows-of.ts'
import { specification } from '../../../../src/services/inspector/chart/specification.ts'
import { codeIn, tableUnder } from '../../../docs/pages.ts'

const transitions = Object.values(charts).flatMap((chart) => chart.transitions)

describe('the rows of the chart', () => {
  it('are those of docs/machine.md, word for word', () => {
    const rows = specification.map((row) => [row.in, row.when, row.then])
    expect(rows).toStrictEqual(tableUnder('docs/machine.md', 'Rows'))
  })

  it('are one for each transition of the machine, and it names that event', () => {
    for (const transition of transitions) {
      const { when, then } = rowOf(transition)
      expect(codeIn(`${when} ${then}`), transition.id).toContain(transition.event)
    }
  })

  it('are all pointed at: by transitions, or by events that take none', () => {
    const token = { issuedAtMs: 0, expiresAtMs: 0 }
    const silent = [
      silentRowOf('valid.idle', { type: 'token.supplied', atMs: 0, token }),
      silentRowOf('valid.requesting', { type: 'refresh.demanded', atMs: 0 }),
    ]
    const pointedAt = new Set([...transitions.map(rowOf), ...silent])
    expect(specification.filter((row) => !pointedAt.has(row))).toStrictEqual([])
  })

  it('say of a policy only what its own chart has', () => {
    for (const { policy, transitions: own } of Object.values(charts)) {
      const other = policy === 'stay' ? /\bkick$/ : /\bstay$/
      for (const transition of own) expect(rowOf(transition).in, transition.id).not.toMatch(other)
    }
  })
})
