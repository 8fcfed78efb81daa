import { readdirSync } from 'node:fs'

/** Code, and the tests that are to kill its mutants. */
export interface Suite {
  readonly name: string
  /** Folder of the code; folders inside it are not part of it. */
  readonly folder: string
  readonly tests: readonly string[]
  /** At most so many runs of each property: what only the hundredth history shows deserves an example. */
  readonly mostRuns: number
}

const filesOf = (folder: string, end: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(end))
    .sort()
    .map((file) => `${folder}/${file}`)

/** The code of a suite. */
export const sourcesOf = ({ folder }: Suite): string[] => filesOf(folder, '.ts')

/** The suites there are. */
export const suites = (): readonly Suite[] => [
  {
    name: 'table',
    folder: 'src/machines',
    // The test of the generators is a test of the generators.
    tests: filesOf('test/machines', '.test.ts').filter((file) => !file.endsWith('/coverage.test.ts')),
    mostRuns: 30,
  },
  {
    name: 'compile',
    folder: 'src/machines/compile',
    tests: filesOf('test/machines/compile', '.test.ts'),
    mostRuns: 40,
  },
]
