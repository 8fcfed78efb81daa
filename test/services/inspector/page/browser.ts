import { existsSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'

/** What a page must not be spared in these tests: the browser's own protections, and processes of its own. */
const unwanted = [
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--disable-site-isolation-trials',
  '--single-process',
  '--no-zygote',
]

const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].filter(existsSync)

/**
 * A real browser: that of `CHROME_PATH`; else the Chromium that this project's own install brings; else one that is
 * found on the machine.
 *
 * @throws Error that says what to do, if none of them runs here
 */
export async function launchBrowser(): Promise<Browser> {
  const asked = process.env['CHROME_PATH']
  if (asked) return chromium.launch({ executablePath: asked, args: ['--no-sandbox'], headless: true })
  const reasons: string[] = []
  const own = await import('@sparticuz/chromium').then(({ default: brought }) => brought)
  const candidates = [
    async () => ({
      executablePath: await own.executablePath(),
      args: own.args.filter((arg) => !unwanted.includes(arg)),
    }),
    ...found.map((executablePath) => async () => ({ executablePath, args: ['--no-sandbox'] })),
  ]
  for (const candidate of candidates) {
    try {
      return await chromium.launch({ ...(await candidate()), headless: true })
    } catch (error) {
      reasons.push(String(error).split('\n').slice(0, 2).join(' '))
    }
  }
  throw new Error(
    [
      'No browser runs here. Install one (on Debian: apt-get install chromium), or say where one is:',
      'CHROME_PATH=/path/to/chrome npm test',
      ...reasons,
    ].join('\n  '),
  )
}
