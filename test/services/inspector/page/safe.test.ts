import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { source } from 'axe-core'
import { build } from 'esbuild'
import { createMemoryJournal } from 'halflife'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { playAll } from './scenes.ts'
import { show } from './stage.ts'

let browser: Browser
/** A site of another origin: a page, and what a test has it run. */
let site: Server
let siteUrl = ''
let script = ''

beforeAll(async () => {
  browser = await launchBrowser()
  site = createServer((request, response) => {
    const isScript = request.url === '/app.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(
      isScript ? script : '<!doctype html><title>app</title><script type="module" src="/app.js"></script>',
    )
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`
}, 60_000)
afterAll(async () => {
  site?.close()
  await browser?.close()
})

/** What axe-core finds that is serious. */
async function seriousFindings(page: Page): Promise<string[]> {
  // Evaluated by the debugger: the page's own policy lets no such script in.
  await page.evaluate(source)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(): Promise<{
          violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[]
        }>
      }
    }
    const { violations } = await axe.run()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
  })
}

describe('the inspector', () => {
  it('cannot be connected to, read or framed by a page of another origin', async () => {
    await using shown = await show(browser, { journal: await playAll() })
    await shown.page.locator('.record').first().waitFor()
    const page = await shown.page.context().newPage()
    script = ''
    await page.goto(siteUrl)
    const { url } = shown.inspector
    const told = await page.evaluate(async (address) => {
      const tries: Record<string, string> = {}
      tries['socket'] = await new Promise((resolve) => {
        const socket = new WebSocket(new URL('live', address.replace('http', 'ws')))
        socket.onopen = () => resolve('opened')
        socket.onerror = () => resolve('refused')
      })
      tries['fetch'] = await fetch(address).then(
        () => 'read',
        () => 'refused',
      )
      tries['frame'] = await new Promise((resolve) => {
        const frame = document.createElement('iframe')
        frame.onload = () => resolve(frame.contentDocument === null ? 'refused' : 'empty')
        frame.src = address
        document.body.append(frame)
      })
      return tries
    }, url)
    expect(told).toEqual({ socket: 'refused', fetch: 'refused', frame: 'refused' })
    const frame = page.frames().find((one) => one !== page.mainFrame())
    expect(await frame?.locator('.brand').count()).toBe(0)
  })

  it.each(['light', 'dark'] as const)('has no serious finding of axe-core in %s', async (colorScheme) => {
    await using shown = await show(browser, { journal: await playAll(), context: { colorScheme } })
    const { page } = shown
    await page.locator('.badge', { hasText: 'kicked' }).waitFor()
    await page.keyboard.press('w')
    await page.locator('.parting-sign').first().waitFor()
    await page.getByRole('button', { name: 'Why?' }).click()
    await page.keyboard.press('ArrowLeft')
    await page.locator('.moment-line').waitFor({ state: 'attached' })
    expect(await seriousFindings(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await seriousFindings(page)).toEqual([])
    const tooWide = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth - clientWidth
    })
    expect(tooWide).toBeLessThanOrEqual(0)
  })

  it('shows the actors of an app in a browser that sends by the real @statelyai/inspect', async () => {
    await using shown = await show(browser)
    const { page, inspector } = shown
    const app = `
      import { createWebSocketInspector } from '@statelyai/inspect'
      import { createActor, createMachine } from 'xstate'
      const { inspect } = createWebSocketInspector({ url: ${JSON.stringify(inspector.feedUrl)} })
      const machine = createMachine({
        id: 'door', initial: 'shut', context: { knocks: 3 },
        states: { shut: { on: { open: 'ajar' } }, ajar: { on: { shut: 'shut' } } },
      })
      const actor = createActor(machine, { inspect }).start()
      actor.send({ type: 'open' })`
    const { outputFiles } = await build({
      stdin: { contents: app, resolveDir: process.cwd() },
      bundle: true,
      format: 'esm',
      write: false,
      platform: 'browser',
      logLevel: 'silent',
    })
    script = outputFiles[0]?.text ?? ''
    const appPage = await page.context().newPage()
    await appPage.goto(siteUrl)
    await page.bringToFront()
    const actor = page.locator('.actor', { hasText: 'door' })
    await actor.filter({ hasText: 'ajar' }).click()
    await page.getByRole('heading', { name: 'door' }).waitFor()
    expect(await page.getByLabel('Its state as JSON').textContent()).toBe('"ajar"')
    expect(await page.getByLabel('Its context as JSON').textContent()).toContain('"knocks": 3')
    await page.locator('.entry', { hasText: 'told open' }).click()
    expect(await page.getByLabel('The event as JSON').textContent()).toContain('"type": "open"')
  })

  it('keeps a name of any length, and of any direction, in its place', async () => {
    const journal = createMemoryJournal()
    const { Scene } = await import('./scenes.ts')
    const turned = 'room/\u202eecila'
    for (const name of ['a'.repeat(400), turned, ' ']) await new Scene(journal, name, 'stay').pass(1_000)
    const context = { viewport: { width: 800, height: 900 } }
    await using shown = await show(browser, { journal, stream: 'a'.repeat(400), context })
    const { page } = shown
    await page.locator('.record[aria-selected=true]').waitFor()
    const tooWide = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('html, main')].map((box) => box.scrollWidth - box.clientWidth),
      )
    expect(await tooWide()).toEqual([0, 0])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await tooWide()).toEqual([0, 0])
    await page.setViewportSize({ width: 800, height: 900 })
    expect(await page.locator('.session-name').allTextContents()).toContain('room/\\u202eecila')
    expect(await page.locator('.session-name').allTextContents()).toContain('" "')
    await page.locator('.session', { hasText: 'ecila' }).click()
    await page.getByRole('heading', { name: 'room/\\u202eecila' }).waitFor()
    expect(await page.locator('body').textContent()).not.toContain('\u202e')
  })

  it('does not write what is no markup into the page as markup', async () => {
    const name = '<img src=x onerror="document.title=1">'
    const journal = createMemoryJournal()
    const { Scene } = await import('./scenes.ts')
    const scene = new Scene(journal, name, 'stay')
    await scene.pass(1_000)
    await using shown = await show(browser, { journal })
    await shown.page.getByRole('heading', { name }).waitFor()
    expect(await shown.page.locator('img').count()).toBe(0)
    expect(shown.complaints).toEqual([])
  })
})
