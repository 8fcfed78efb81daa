import { readdirSync } from 'node:fs'
import type { TrialOptions } from './trial.ts'

/** Code, and the tests that are to kill its mutants. */
export interface Suite {
  readonly name: string
  /** Folder of the code; folders inside it are not part of it. */
  readonly folder: string
  readonly tests: readonly string[]
  readonly options: TrialOptions
}

const filesOf = (folder: string, end: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(end))
    .sort()
    .map((file) => `${folder}/${file}`)

/** The code of a suite. */
export const sourcesOf = ({ folder }: Suite): string[] => filesOf(folder, '.ts')

/** The suites there are. */
export const suites = (): readonly Suite[] => {
  // The token machines are made anew each time; the others show more.
  const testsOfCompile = filesOf('test/machines/compile', '.test.ts').filter(
    (file) => !file.endsWith('/token-machines.test.ts'),
  )
  return [
    {
      name: 'table',
      folder: 'src/machines',
      // The test of the generators is a test of the generators.
      tests: filesOf('test/machines', '.test.ts').filter((file) => !file.endsWith('/coverage.test.ts')),
      // Few runs: what only the hundredth history shows deserves an example.
      options: { mostRuns: 30, remembers: false },
    },
    {
      name: 'compile',
      folder: 'src/machines/compile',
      tests: testsOfCompile,
      options: { mostRuns: 60, remembers: true },
    },
    {
      name: 'generated',
      folder: 'src/machines/compile/generated',
      tests: testsOfCompile,
      options: { mostRuns: 60, remembers: true },
    },
  ]
}
