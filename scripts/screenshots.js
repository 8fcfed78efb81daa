// Takes the pictures in docs/images anew: node scripts/screenshots.js. Look at them before you keep them.
import { mkdirSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { indexedPng } from './screenshots/indexed-png.js'

const out = 'node_modules/.cache/screenshots/screenshots.mjs'
await build({
  entryPoints: ['test/services/inspector/page/screenshots.ts'],
  outfile: out,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  alias: { halflife: './src/index.ts', 'halflife/testing': './src/testing/index.ts' },
  logLevel: 'warning',
})
const { takeScreenshots } = await import(pathToFileURL(out).href)
mkdirSync('docs/images', { recursive: true })
for await (const picture of takeScreenshots()) {
  const png = indexedPng(picture)
  writeFileSync(`docs/images/${picture.name}.png`, png)
  console.log(`${picture.name}  ${Math.round(png.length / 1000)} kB`)
}
