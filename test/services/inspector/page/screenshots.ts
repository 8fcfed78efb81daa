import { createMemoryJournal, type Journal } from 'halflife'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { playAll, playFleet } from './scenes.ts'
import { show } from './stage.ts'

const desktop = { width: 1440, height: 960 }
const phone = { width: 390, height: 844 }

/** A picture, as its pixels: four bytes each. */
export interface Picture {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** Takes the pictures of the docs: the main views, in a real browser over a real server. */
export async function* takeScreenshots(): AsyncGenerator<Picture> {
  const browser = await launchBrowser()
  try {
    const journal = await playAll()
    const native = 'room-7/alice (native)'
    yield* taken(browser, 'inspector-light', journal, { stream: native })
    yield* taken(browser, 'inspector-dark', journal, {
      stream: 'room-7/alice (web)',
      dark: true,
      act: backToTheOutage,
    })
    yield* taken(browser, 'inspector-what-if', journal, { stream: native, act: askWhatIf })
    yield* taken(browser, 'inspector-sleep', journal, { stream: 'room-9/closed laptop', dark: true })
    yield* taken(browser, 'inspector-phone', journal, { stream: native, size: phone })
    const fleet = createMemoryJournal()
    await playFleet(fleet, 2_000)
    yield* taken(browser, 'inspector-2000-sessions', fleet, {})
  } finally {
    await browser.close()
  }
}

interface Shot {
  readonly stream?: string
  readonly dark?: boolean
  readonly size?: { readonly width: number; readonly height: number }
  act?(page: Page): Promise<void>
}

async function* taken(browser: Browser, name: string, journal: Journal, shot: Shot): AsyncGenerator<Picture> {
  const { stream, dark = false, size: viewport = desktop, act } = shot
  await using shown = await show(browser, {
    journal,
    ...(stream !== undefined && { stream }),
    context: { viewport, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' },
  })
  const { page } = shown
  await page.locator('.record[aria-selected=true]').waitFor()
  await act?.(page)
  await page.mouse.move(0, 0)
  const png = await page.screenshot({ animations: 'disabled' })
  const pixels = await page.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    const context = canvas.getContext('2d')
    context?.drawImage(image, 0, 0)
    const data = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray()
    let text = ''
    for (let at = 0; at < data.length; at += 8_192)
      text += String.fromCharCode(...data.subarray(at, at + 8_192))
    return { width: image.width, height: image.height, base64: btoa(text) }
  }, png.toString('base64'))
  const { width, height, base64 } = pixels
  yield { name, width, height, data: Buffer.from(base64, 'base64') }
}

async function askWhatIf(page: Page): Promise<void> {
  await page.keyboard.press('w')
  await page.locator('.parting-sign').first().waitFor()
}

async function backToTheOutage(page: Page): Promise<void> {
  for (let steps = 0; steps < 3; steps++) await page.keyboard.press('ArrowLeft')
  await page.locator('.moment-line').waitFor({ state: 'attached' })
}
