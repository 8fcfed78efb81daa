// The quick mutation run over src/machines: `npm run mutation:quick [table | compile | part of a path ...] [--all] [--verbose]`.
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const to = 'node_modules/.cache/mutation'
await build({
  entryPoints: ['test/mutation/in-process/main.ts', 'test/mutation/in-process/worker.ts'],
  outdir: to,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
})
const script = (name) => new URL(`${to}/${name}.js`, pathToFileURL(`${process.cwd()}/`))
const { main } = await import(script('main').href)
const args = process.argv.slice(2)
process.exitCode = (await main(args.length > 0 ? args : ['table'], fileURLToPath(script('worker')))) ? 0 : 1
