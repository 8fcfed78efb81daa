import { expect, it } from 'vitest'
import { runCli } from '../../src/cli/run.ts'
import { openPage } from '../services/inspector/server/page-client.ts'
import { until } from '../services/inspector/until.ts'
import { capturedIo } from './captured-io.ts'

it('the page shows the demo while it is played, and with --inspect stays when it is over', async () => {
  const { io, written, interrupt } = capturedIo()
  const exit = runCli(['demo', '--ttl', '2', '--policy', 'kick', '--inspect'], io)
  await until(() => expect(written.stdout).toContain('In a browser, too:'))
  const url = /http:\S+/.exec(written.stdout)?.[0] ?? ''
  const early = openPage(url)
  await until(() => expect(early.records().length).toBeGreaterThan(0))
  expect(written.stdout).not.toContain('The journal of')
  await until(() => expect(written.stdout).toContain(`The page stays at ${url}`))

  const late = openPage(url)
  await until(() => expect(late.of('caught-up')).toHaveLength(1))
  expect(late.records()).toEqual(early.records())
  expect(late.records().at(-1)).toMatchObject({ stream: 'demo/native', type: 'session.closed' })
  expect(late.records().map(({ state }) => state)).toContain('kicked')
  interrupt()
  expect(await exit).toBe(0)
  await Promise.all([early.closed, late.closed])
})
