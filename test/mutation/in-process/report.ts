import type { MutantName, Outcome, Review, ReviewedSurvivor } from '../survivors.js'
import { scoreOf } from '../survivors.js'

const percent = (value: number) => `${value.toFixed(1)} %`.padStart(8)

/** One line a file, and one for all: how many mutants, how many killed, raw score, score of those that make a difference. */
export function scoreTable(outcomes: readonly Outcome[], { argued, unreviewed }: Review): string {
  const row = (title: string, isIn: (file: string) => boolean) => {
    const some = <T extends { file: string }>(all: readonly T[]) => all.filter(({ file }) => isIn(file))
    const { mutants, killed, raw, score } = scoreOf(
      outcomes.filter(({ name }) => isIn(name.file)),
      { argued: some(argued), unreviewed: some(unreviewed) },
    )
    return `${title.padEnd(44)}${`${mutants}`.padStart(8)}${`${killed}`.padStart(8)}${percent(raw)}${percent(score)}`
  }
  const files = [...new Set(outcomes.map(({ name }) => name.file))].sort()
  return [
    `${''.padEnd(44)} mutants  killed     raw   score`,
    ...files.map((file) => row(file, (other) => other === file)),
    row('all', () => true),
  ].join('\n')
}

/** A mutant as one would see it in a diff. */
export const asDiff = ({ file, line, mutator, original, replacement, occurrence }: MutantName): string =>
  `${file}  ${mutator}${occurrence ? `, no. ${occurrence}` : ''}\n    ${line}\n  - ${original}\n  + ${replacement}`

/** What is wrong with the list: nothing, if it is empty. */
export function complaints({ unreviewed, unneeded }: Pick<Review, 'unreviewed' | 'unneeded'>): string[] {
  const stale = ({ why, ...name }: ReviewedSurvivor) => `Needed no more: ${asDiff(name)}\n  (${why})`
  return [...unreviewed.map((name) => `Survived: ${asDiff(name)}`), ...unneeded.map(stale)]
}
