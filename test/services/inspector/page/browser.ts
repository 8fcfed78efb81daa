import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, LaunchOptions } from 'playwright-core'
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

/** The Chromium that this project's own install brings. */
export async function brought(): Promise<LaunchOptions> {
  const { default: own } = await import('@sparticuz/chromium')
  return {
    executablePath: await own.executablePath(),
    args: own.args.filter((arg) => !unwanted.includes(arg)),
  }
}

/**
 * The same, with the libraries that come along: for a machine where no browser was ever installed. They are unpacked where
 * a cloud function is said to run, and to a folder that has neither them nor Chromium yet.
 */
export async function broughtWithLibraries(): Promise<LaunchOptions> {
  const folder = join(tmpdir(), `halflife-chromium-${process.getuid?.() ?? ''}`)
  mkdirSync(folder, { recursive: true })
  const before = { TMPDIR: process.env['TMPDIR'], AWS_EXECUTION_ENV: process.env['AWS_EXECUTION_ENV'] }
  Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' })
  try {
    const libraries = join(folder, 'al2023', 'lib')
    return {
      ...(await brought()),
      env: { ...process.env, LD_LIBRARY_PATH: libraries } as Record<string, string>,
    }
  } finally {
    for (const [name, value] of Object.entries(before))
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
  }
}

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
  const candidates: (() => Promise<LaunchOptions>)[] = [
    brought,
    broughtWithLibraries,
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
