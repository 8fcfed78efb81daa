import { describe, expect, it } from 'vitest'
import { unlessAborted } from '../../../src/services/session/unless-aborted.ts'

/** A signal, and how many listeners it has. */
function watched() {
  const controller = new AbortController()
  const { signal } = controller
  const listeners = new Set<unknown>()
  const look = {
    get aborted() {
      return signal.aborted
    },
    addEventListener(type: 'abort', listener: () => void) {
      listeners.add(`${type} ${listener}`)
      signal.addEventListener(type, listener)
    },
    removeEventListener(type: 'abort', listener: () => void) {
      listeners.delete(`${type} ${listener}`)
      signal.removeEventListener(type, listener)
    },
  }
  return { controller, signal: look, listeners }
}

describe('whoever waits with a signal', () => {
  it.each([
    ['comes', () => Promise.resolve('token')],
    ['fails', () => Promise.reject(new Error('no'))],
  ])('leaves no listener behind when what he waits for %s', async (_what, promise) => {
    const { signal, listeners } = watched()
    const waiting = unlessAborted<unknown>(promise(), signal).catch((error) => error.message)
    expect(listeners.size).toBe(1)
    expect(['token', 'no']).toContain(await waiting)
    await Promise.resolve()
    expect(listeners.size).toBe(0)
  })

  it('hears an AbortError from a signal that gives no reason', async () => {
    const { controller, signal } = watched()
    const waiting = unlessAborted(new Promise(() => {}), signal)
    controller.abort()
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
  })
})
