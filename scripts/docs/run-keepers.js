// Puts all keepers of test/testing/keeper/peers to the test. They are TypeScript, so they are bundled first.
import { build } from 'esbuild'

const at = (path) => new URL(`../../${path}`, import.meta.url).pathname

/** Each keeper's report, as docs/keepers.md is made of; and the promises they were asked about. */
export async function runKeepers() {
  const outfile = at('node_modules/.cache/keepers/reports.mjs')
  await build({
    stdin: {
      contents: `export * from './reports.ts'; export { keeperPromises } from 'halflife/testing'`,
      resolveDir: at('test/testing/keeper/peers'),
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: { 'halflife/testing': at('src/testing/index.ts'), halflife: at('src/index.ts') },
    logLevel: 'error',
  })
  const { reportsOfPeers, keeperPromises } = await import(outfile)
  return { promises: keeperPromises, reports: await reportsOfPeers() }
}
