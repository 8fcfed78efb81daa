import { createWebSdk, profiles, type SurfaceOptions } from 'halflife/sdk'
import { describe, expect, it, vi } from 'vitest'
import { opaque } from '../session/setting.ts'
import { Least, least, listening } from './setting.ts'

const refused = (options: unknown) => {
  try {
    createWebSdk(options as SurfaceOptions)
  } catch (error) {
    return error as Error & { code: string }
  }
  throw new Error('It was taken.')
}

describe('the options of an SDK', () => {
  it.each([
    [
      { plattform: 'http://127.0.0.1' },
      'plattform is no option of an SDK; there are platform, fetch, faithful',
    ],
    [{ token: 'x' }, 'token is no option of an SDK'],
    [{ refresh: () => '' }, 'refresh is no option of an SDK'],
    [{ policy: 'kick' }, 'policy is no option of an SDK'],
    [{ platform: 'api.example.com' }, 'platform must be an http or https address'],
    [{ platform: 'https://key:secret@api.example.com' }, 'platform must be an http or https address'],
    [{ platform: 7 }, 'platform must be an http or https address'],
    [{ fetch: 'fetch' }, 'fetch must be a function'],
    [{ faithful: 'yes' }, 'faithful must be true or false'],
    [{ onDiagnostic: true }, 'onDiagnostic must be a function'],
    [{ retry: 'never' }, 'retry must be backoff or points-only'],
    [{ refreshTimeoutMs: 0 }, 'refreshTimeoutMs must be from 1 to 1e15'],
    [{ clock: {} }, 'clock must be an object with now, setTimeout, clearTimeout'],
    [{ stream: 'alice' }, 'journal and stream must be given together'],
    [null, 'options must be an object'],
    ['faithful', 'options must be an object'],
  ])('are checked: %o', (options, message) => {
    const error = refused(options)
    expect(error.code).toBe('ERR_OPTION')
    expect(error.message).toContain(message)
    expect(error.message).not.toContain('secret@')
  })

  it('may be absent, or undefined', () => {
    expect(createWebSdk().profile.name).toBe('web')
    const none = {
      platform: undefined,
      fetch: undefined,
      faithful: undefined,
      clock: undefined,
      random: undefined,
    }
    expect(createWebSdk(none).profile.name).toBe('web')
  })

  it('go on to the session', async () => {
    const inspect = vi.fn()
    const { sdk, clock, first } = await least(profiles.web, { refreshTimeoutMs: 5_000, jitter: 0.2, inspect })
    await clock.advanceAsync(35_999)
    expect(first.calls).toHaveLength(0)
    // Half, and half of the jitter's fifth of a minute.
    await clock.advanceAsync(1)
    expect(first.calls).toHaveLength(1)
    await clock.advanceAsync(5_000)
    expect(first.call(1).signal.aborted).toBe(true)
    const events = inspect.mock.calls.map(([{ event }]) => event?.type)
    expect(events).toContain('refresh.failed')
    expect(sdk.tokenSession.state).toBe('refreshing-half')
  })

  it('are seen by an observer, too', async () => {
    const next = vi.fn()
    const { clock } = await least(profiles.web, { inspect: { next } })
    await clock.advanceAsync(30_000)
    expect(next).toHaveBeenCalled()
  })
})

describe('before it is initialized, an SDK', () => {
  const fresh = (options: SurfaceOptions = {}) =>
    listening((all) => new Least(profiles.ios, all), options).sdk
  const code = (code: string, message: string) =>
    expect.objectContaining({ code, message: expect.stringContaining(message) })

  it('has no token session', () => {
    expect(() => fresh().tokenSession).toThrow(code('ERR_NOT_INITIALIZED', 'Call initialize first.'))
  })

  it('opens no session on the platform, and needs to know where that is', async () => {
    const platform = 'http://127.0.0.1:9'
    await expect(fresh({ platform }).session.open()).rejects.toThrow(
      code('ERR_NOT_INITIALIZED', 'Call initialize'),
    )
    await expect(fresh().session.open()).rejects.toThrow(code('ERR_OPTION', 'platform must be given'))
  })

  it('refuses a callback that is no function', () => {
    const call = () => fresh().initialize(opaque('token-0'), 'callback' as never)
    expect(call).toThrow(code('ERR_OPTION', 'initialize needs a callback: a function'))
  })

  it('refuses a token that cannot be read', () => {
    const sdk = fresh()
    expect(() => sdk.initialize('', () => '')).toThrow(
      expect.objectContaining({ code: 'ERR_TOKEN_MALFORMED' }),
    )
    expect(() => sdk.tokenSession).toThrow(expect.objectContaining({ code: 'ERR_NOT_INITIALIZED' }))
  })
})
