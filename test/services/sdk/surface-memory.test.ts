import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { profiles } from 'halflife/sdk'
import { expect, it } from 'vitest'
import { opaque } from '../session/setting.ts'
import { Least, listening } from './setting.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

it('attempts that are never answered are forgotten when their time is out', async () => {
  const { sdk, clock } = listening((all) => new Least(profiles.web, all), {
    retry: 'backoff',
    refreshTimeoutMs: 1_000,
  })
  const attempts: WeakRef<AbortSignal>[] = []
  sdk.initialize(opaque('token-0'), (_isExpired, { signal }) => {
    attempts.push(new WeakRef(signal))
    return new Promise(() => {})
  })
  for (let minute = 0; minute < 60; minute++) await clock.advanceAsync(60_000)
  await new Promise(setImmediate)
  collectGarbage()
  expect(attempts.length).toBeGreaterThan(40)
  expect(attempts.filter((attempt) => attempt.deref()).length).toBeLessThan(10)
})
