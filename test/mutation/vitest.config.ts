import { configDefaults, defineConfig } from 'vitest/config'
import whole from '../../vitest.config.ts'

/** Whose mutants are judged; scripts/mutation.js says. */
const area = process.env['HALFLIFE_MUTATION'] ?? 'all'

/** On a test clock, in this process: an example takes a millisecond. */
const examples = ['test/services/{clock,refresh,session,embed}/**/*.test.ts']

/** The journal's own; and what a session writes to it. */
const journals = [
  'test/services/journal/**/*.test.ts',
  'test/services/session/{journalling,second-writer}.test.ts',
]

/** The tests that judge. A mutant is run against each that touches it, until one fails. */
export default defineConfig({
  ...(whole.resolve && { resolve: whole.resolve }),
  test: {
    include: area === 'journal' ? journals : examples,
    exclude: [
      ...configDefaults.exclude,
      // Random histories, and every log searched for every token: a hundred times the price of an example.
      '**/*.property.test.ts',
      '**/{no-secret-leaves,secrets}.test.ts',
      // Processes of their own load what was built, not what was mutated.
      '**/process-exit.test.ts',
      '**/crash/**',
      '**/outage.test.ts',
      // Twice a second for each mutant that lives.
      '**/long-streams.test.ts',
    ],
    setupFiles: ['test/mutation/few-histories.ts'],
    // So that tests which are at the mercy of a busy machine may stand aside.
    env: { HALFLIFE_MUTATION: area },
    isolate: false,
    // What waits for ever is dead; files are read slowly on a busy machine.
    testTimeout: area === 'journal' ? 30_000 : 10_000,
    hookTimeout: 10_000,
  },
})
