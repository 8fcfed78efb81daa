import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import { runCli } from '../../../../src/cli/run.ts'
import { capturedIo } from '../../../cli/captured-io.ts'
import { launchBrowser } from './browser.ts'
import { seenOn } from './stage.ts'

it('follows the demo, as it is played, to the kick, and keeps it when it is over', async () => {
  // The command serves the page that the build has made.
  if (!existsSync('dist/services/inspector/page/page.js')) execFileSync('node', ['scripts/build-page.js'])
  const browser = await launchBrowser()
  const { io, written, interrupt } = capturedIo()
  const exit = runCli(['demo', '--ttl', '2', '--inspect'], io)
  try {
    await vi.waitFor(() => expect(written.stdout).toContain('In a browser, too:'), { timeout: 30_000 })
    const page = await browser.newPage()
    await page.goto(/http:\S+/.exec(written.stdout)?.[0] ?? '')
    const native = page.locator('.session', { hasText: 'demo/native' })
    await native.click()
    await page.locator('.session[data-phase=kicked]', { hasText: 'demo/native' }).waitFor()
    await page.locator('.badge', { hasText: 'kicked' }).waitFor()
    expect((await seenOn(page)).lit).toEqual(['kicked'])
    expect(await page.locator('.life-drawing .mark-kicked').count()).toBe(1)

    await vi.waitFor(() => expect(written.stdout).toContain('The page stays at'), { timeout: 30_000 })
    // Whoever builds at this moment takes the page's files away for a moment: only then it is loaded again.
    let broken: string[] = []
    page.on('response', (response) => response.ok() || broken.push(`${response.status()} ${response.url()}`))
    page.on('requestfailed', (request) => broken.push(request.url()))
    page.on('pageerror', (error) => broken.push(String(error)))
    await vi.waitFor(
      async () => {
        broken = []
        await page.reload()
        expect(broken).toEqual([])
      },
      { timeout: 45_000 },
    )
    await page.locator('.session[data-phase=kicked]', { hasText: 'demo/native' }).waitFor()
    await page.locator('.session', { hasText: 'demo/web' }).waitFor()
  } finally {
    interrupt()
    await exit
    await browser.close()
  }
}, 120_000)
