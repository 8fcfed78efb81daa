import { execFileSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import type { Journal } from 'halflife'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { type RunningInspector, startInspector } from '../../../../src/services/inspector/index.ts'

const folder = 'node_modules/.cache/inspector-page'
let isBuilt = false

/** The page, built from what is there now. */
export function builtPage(): URL {
  if (!isBuilt) execFileSync('node', ['scripts/build-page.js', folder])
  isBuilt = true
  return pathToFileURL(`${folder}/`)
}

export interface Shown extends AsyncDisposable {
  readonly page: Page
  readonly inspector: RunningInspector
  /** What the page asked for, and of whom. */
  readonly requests: string[]
  /** What the console said in red, and what was thrown. */
  readonly complaints: string[]
}

interface Showing {
  /** Over this journal; else it waits for what is watched. */
  readonly journal?: Journal
  readonly stream?: string
  readonly context?: BrowserContextOptions
}

/** The page in a real browser, over a real server. */
export async function show(browser: Browser, { journal, stream, context }: Showing = {}): Promise<Shown> {
  const inspector = await startInspector({
    page: builtPage(),
    ...(journal && { journal }),
    ...(stream !== undefined && { stream }),
  })
  const visit = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    timezoneId: 'UTC',
    ...context,
  })
  const page = await visit.newPage()
  const requests: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('websocket', (socket) => requests.push(socket.url()))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(inspector.url)
  return {
    page,
    inspector,
    requests,
    complaints,
    async [Symbol.asyncDispose]() {
      await visit.close()
      await inspector.close()
    },
  }
}

/** What the page shows at its moment, read from it as a person would. */
export async function seenOn(page: Page) {
  return page.evaluate(() => {
    const text = (selector: string) => document.querySelector(selector)?.textContent ?? ''
    const lit = [...document.querySelectorAll('.chart [aria-current=true]')].map((box) =>
      box.getAttribute('data-state'),
    )
    const known = [...document.querySelectorAll<HTMLElement>('.context dd')].map((dd) => [
      dd.dataset['name'],
      dd.firstChild?.textContent,
    ])
    return {
      name: text('h1'),
      badge: text('.badge'),
      /** The states of the chart that are lit, outer first. */
      lit,
      context: Object.fromEntries(known) as Record<string, string>,
      /** The version of the record that is selected. */
      selected: text('.record[aria-selected=true] .record-version'),
      row: text('.specification h3'),
      slider: document.querySelector<HTMLInputElement>('#moment')?.value,
      /** Where the line of the moment stands, px; null at the end of the records. */
      momentX: document.querySelector('.moment-line')?.getAttribute('x1') ?? null,
      live: text('.live'),
    }
  })
}
