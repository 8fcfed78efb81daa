import { type AndroidTokenCallback, createAndroidSdk } from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { opaque } from '../../session/setting.ts'
import { at, first, follow, setting } from '../answering/setting.ts'

/** Two attempts at once: that of one half waits as that of three quarters is made. */
async function overlapping(faithful: boolean) {
  const { options, pass, hints } = setting({ faithful, refreshTimeoutMs: 60_000 })
  const { sdk, token, reasons } = follow(createAndroidSdk(options))
  const waiting: AndroidTokenCallback[] = []
  sdk.initialize(first, (_isExpired, callback) => {
    waiting.push(callback)
  })
  await pass(45)
  return { waiting, token, pass, reasons, hints }
}

describe('of two attempts of Android that wait', () => {
  it('each has its own answer', async () => {
    const { waiting, token, pass } = await overlapping(false)
    at(waiting, 0).ok(opaque('to-the-earlier'))
    await pass(0)
    expect(token()).toBe('to-the-earlier')
    at(waiting, 1).ok(opaque('to-the-later'))
    await pass(0)
    expect(token()).toBe('to-the-later')
  })

  it('the first answer is that of both, as the bridge was read: the second is lost', async () => {
    const { waiting, token, pass, hints } = await overlapping(true)
    at(waiting, 0).ok(opaque('to-the-earlier'))
    await pass(0)
    at(waiting, 1).ok(opaque('to-the-later'))
    await pass(0)
    expect(token()).toBe('to-the-earlier')
    // To the second attempt it is a token that is in use already.
    expect(hints()).toEqual([expect.stringContaining('called ok() with the token that is in use already')])
  })

  it('the error of one is not that of the other', async () => {
    const { waiting, token, pass } = await overlapping(false)
    at(waiting, 0).error(new Error())
    at(waiting, 1).ok(opaque('to-the-later'))
    await pass(0)
    expect(token()).toBe('to-the-later')
  })

  it('an error is that of both, as the bridge was read', async () => {
    const { waiting, token, pass, reasons, hints } = await overlapping(true)
    at(waiting, 0).error(new Error())
    at(waiting, 1).ok(opaque('to-the-later'))
    await pass(0)
    expect(token()).toBe('first')
    expect(reasons()).toEqual(['threw', 'threw'])
    expect(hints()).toEqual(
      Array(2).fill(expect.stringContaining('The callback of initialize failed (Error)')),
    )
  })
})
