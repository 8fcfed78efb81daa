import { chromium } from 'playwright-core'
import { expect, it } from 'vitest'
import { broughtWithLibraries } from './browser.ts'

it.skipIf(process.platform !== 'linux')(
  'a browser runs where no libraries of a browser are installed',
  async () => {
    const browser = await chromium.launch({ ...(await broughtWithLibraries()), headless: true })
    const page = await browser.newPage()
    await page.setContent('<h1>halflife</h1>')
    expect(await page.textContent('h1')).toBe('halflife')
    await browser.close()
  },
)
