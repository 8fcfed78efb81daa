// Bundles the inspector's page into dist: one HTML, one script, one style sheet, nothing from elsewhere.
import { copyFileSync, mkdirSync } from 'node:fs'
import { build } from 'esbuild'

const from = 'src/services/inspector/page'
const to = process.argv[2] ?? 'dist/services/inspector/page'

mkdirSync(to, { recursive: true })
await build({
  entryPoints: [
    { in: `${from}/main.ts`, out: 'page' },
    { in: `${from}/style/page.css`, out: 'page' },
  ],
  outdir: to,
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['es2022', 'chrome111', 'firefox114', 'safari16.4'],
  // XState asks for it in its own development builds.
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
})
copyFileSync(`${from}/index.html`, `${to}/index.html`)
