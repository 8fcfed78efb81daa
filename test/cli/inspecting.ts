import { expect } from 'vitest'
import { runCli } from '../../src/cli/run.ts'
import { openPage } from '../services/inspector/server/page-client.ts'
import { until } from '../services/inspector/until.ts'
import { capturedIo } from './captured-io.ts'

export type Page = ReturnType<typeof openPage>

/** Runs `halflife inspect` until `use` is done, then interrupts it. */
export async function whileRunning(argv: string[], use: (page: Page) => Promise<void>) {
  const { io, written, interrupt } = capturedIo()
  const exit = runCli(['inspect', '--no-open', ...argv], io)
  let url = ''
  try {
    await until(() => expect(written.stdout).toContain('Ctrl-C ends it.'))
    url = /http:\S+/.exec(written.stdout)?.[0] ?? ''
    await use(openPage(url))
  } finally {
    interrupt()
  }
  return { exitCode: await exit, url, ...written }
}

/** One page more, of the same inspector. */
export const anotherPage = (page: Page) =>
  openPage(page.socket.url.replace('ws:', 'http:').replace(/live$/, ''))

/** The records that a page was sent, as they were before they were stored. */
export const shown = (page: Page) => page.records().map(({ prev: _, hash: __, ...record }) => record)
