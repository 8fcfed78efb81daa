import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import { startPlatform } from 'halflife/platform'
import { expect, it, onTestFinished } from 'vitest'
import { bundle } from './bundle.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** What browsers and React Native have, and of Node nothing else. */
const standard = {
  AbortController,
  AbortSignal,
  DOMException,
  Headers,
  Request,
  Response,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
  atob,
  btoa,
  clearTimeout,
  console,
  fetch,
  queueMicrotask,
  setTimeout,
}

it('a participant by key and secret goes into a conference where there is nothing of Node', async () => {
  const platform = await startPlatform()
  onTestFinished(() => platform.close())
  const code = await bundle(`${root}src/services/sdk/index.ts`, 'sdk')
  const { DolbyIoIAPI } = runInNewContext(`${code}; sdk`, { ...standard }) as typeof import('halflife/sdk')

  const sdk = new DolbyIoIAPI({ platform: platform.url })
  onTestFinished(() => sdk.close())
  expect(await sdk.initialize(platform.appKey, platform.appSecret)).toBe(true)
  await sdk.session.open({ externalId: 'ädá' })
  const { id } = await sdk.conference.create()
  expect(await sdk.conference.join(id)).toMatchObject({ externalId: 'ädá', policy: 'stay' })
  await sdk.conference.leave()
})
