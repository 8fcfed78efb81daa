import type { SpecificationRow } from '../../chart/specification.ts'
import { h } from '../dom/element.ts'

/** Rows of the specification as a table. */
export function specificationRows(rows: readonly SpecificationRow[]): HTMLElement | undefined {
  if (rows.length === 0) return undefined
  const head = ['in', 'when', 'then'].map((name) => h('th', { scope: 'col' }, name))
  return h(
    'table',
    {},
    h('thead', {}, h('tr', {}, ...head)),
    h(
      'tbody',
      {},
      ...rows.map((row) =>
        h('tr', {}, ...[row.in, row.when, row.then].map((text) => h('td', {}, ...withCode(text)))),
      ),
    ),
  )
}

/** What stands between backticks is code. */
const withCode = (text: string): (string | HTMLElement)[] =>
  text.split('`').map((part, index) => (index % 2 === 1 ? h('code', {}, part) : part))
