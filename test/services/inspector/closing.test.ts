import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startInspector } from 'halflife/inspector'
import { expect, it } from 'vitest'

const child = fileURLToPath(new URL('./closing-child.js', import.meta.url))
const built = fileURLToPath(new URL('../../../dist/services/inspector/index.js', import.meta.url))

it.each([
  'an inspector that is closed',
  'an app that never closes its inspector',
  'an app that closes an inspector that is not there',
])('leaves no timer and no socket behind, so its process ends: %s', async (act) => {
  if (!existsSync(built)) throw new Error('Nothing is built: npm run build.')
  await using inspector = await startInspector()
  const { stdout } = await promisify(execFile)(process.execPath, [child, act, inspector.feedUrl], {
    timeout: 30_000,
  })
  expect(stdout).toBe('done')
})
