import { configDefaults, defineConfig } from 'vitest/config'
import whole from '../../vitest.config.ts'

/** Tests of what the services do: on a test clock, in this process. A mutant is run against each that touches it. */
export default defineConfig({
  ...(whole.resolve && { resolve: whole.resolve }),
  test: {
    include: ['test/services/{clock,refresh,session,embed}/**/*.test.ts'],
    exclude: [
      ...configDefaults.exclude,
      // Random histories, and every log there is searched for every token: a hundred times the price of an example.
      '**/*.property.test.ts',
      '**/{no-secret-leaves,secrets}.test.ts',
      // Processes of their own load what was built, not what was mutated.
      '**/process-exit.test.ts',
    ],
    env: { HALFLIFE_MUTATION: process.env['HALFLIFE_MUTATION'] ?? 'all' },
    isolate: false,
    testTimeout: 10_000,
    hookTimeout: 10_000,
  },
})
