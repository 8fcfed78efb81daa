import { createIosSdk, type IosRefreshTokenClosure } from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { opaque } from '../../session/setting.ts'
import { at, first, follow, setting } from '../answering/setting.ts'

/** Two attempts at once: that of one half waits as that of three quarters is made. */
async function overlapping(faithful: boolean) {
  const { options, pass } = setting({ faithful, refreshTimeoutMs: 60_000 })
  const { sdk, token } = follow(createIosSdk(options))
  const closures: IosRefreshTokenClosure[] = []
  sdk.initialize(first, (closure) => {
    closures.push(closure)
  })
  await pass(45)
  return { closures, token, pass }
}

describe('of two closures of iOS that wait', () => {
  it('both are heard', async () => {
    const { closures, token, pass } = await overlapping(false)
    at(closures, 0)(opaque('to-the-earlier'))
    await pass(0)
    expect(token()).toBe('to-the-earlier')
    at(closures, 1)(opaque('to-the-later'))
    await pass(0)
    expect(token()).toBe('to-the-later')
  })

  it('only the newest is kept, if it is to be as the bridge was read', async () => {
    const { closures, token, pass } = await overlapping(true)
    at(closures, 0)(opaque('to-the-earlier'))
    await pass(0)
    expect(token()).toBe('first')
    at(closures, 1)(opaque('to-the-later'))
    await pass(0)
    expect(token()).toBe('to-the-later')
  })
})
