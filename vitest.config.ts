import { defineConfig } from 'vitest/config'

const at = (path: string) => new URL(path, import.meta.url).pathname

export default defineConfig({
  resolve: {
    alias: [
      { find: /^halflife-xstate-inspect$/, replacement: at('bridges/xstate-inspect/src/index.ts') },
      { find: /^halflife$/, replacement: at('src/index.ts') },
      { find: /^halflife\/adapters\/axios$/, replacement: at('src/services/adapters/axios/index.ts') },
      {
        find: /^halflife\/adapters\/(azure|get-token|graphql-ws)$/,
        replacement: at('src/services/adapters/$1.ts'),
      },
      { find: /^halflife\/compile$/, replacement: at('src/machines/compile/index.ts') },
      { find: /^halflife\/journal\/(jsonl|sqlite)$/, replacement: at('src/services/journal/$1/index.ts') },
      { find: /^halflife\/inspector$/, replacement: at('src/services/inspector/index.ts') },
      {
        find: /^halflife\/inspector\/client$/,
        replacement: at('src/services/inspector/client/index.ts'),
      },
      { find: /^halflife\/testing$/, replacement: at('src/testing/index.ts') },
      { find: /^halflife\/platform$/, replacement: at('src/services/platform/index.ts') },
      { find: /^halflife\/sdk$/, replacement: at('src/services/sdk/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/services/inspector/page/unpack-browser.ts'],
    // The last line of a run is its counts, alone on a line, for people and for CI.
    reporters: ['default', './scripts/counts-reporter.ts'],
    // No test measures time: these end what hangs, on the busiest machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: { provider: 'v8', include: ['src/**'], reporter: ['text', 'html'] },
  },
})
