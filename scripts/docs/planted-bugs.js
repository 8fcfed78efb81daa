// Puts the planted bugs into words: the tables of docs/planted-bugs.md.
import { markdownTable } from './markdown-table.js'

const tableOf = (bugs, kind) =>
  markdownTable(
    ['bug', 'what is wrong', 'found by'],
    bugs
      .filter((bug) => bug.kind === kind)
      .map(({ name, says, breaks }) => [
        `\`${name}\``,
        says,
        kind === 'journal' ? `${breaks[0].toUpperCase()}${breaks.slice(1)}` : `\`${breaks}\``,
      ]),
  )

/** The parts of the page, by the names of its marks. */
export const partsOfPlantedBugs = (bugs) => ({
  count: `There are ${bugs.length} of them.\n`,
  machine: tableOf(bugs, 'machine'),
  session: tableOf(bugs, 'session'),
  keeper: tableOf(bugs, 'keeper'),
  journal: tableOf(bugs, 'journal'),
})
