import { ablyAuthCallback, getTokenFrom, liveKitTokenSource } from 'halflife/adapters/get-token'
import { describe, expect, it } from 'vitest'
import { startApi, world } from './setting.ts'

// As these clients publish them; none of them is installed here.
interface SupabaseOptions {
  accessToken?: () => Promise<string | null>
}
interface SignalROptions {
  accessTokenFactory?(): string | Promise<string>
}
interface AblyOptions {
  authCallback?(
    params: { clientId?: string; ttl?: number },
    callback: (
      error: { code: number; message: string } | string | null,
      token: { token: string; expires: number } | string | null,
    ) => void,
  ): void
}
type LiveKitCustom = (options: {
  roomName?: string
}) => Promise<{ serverUrl: string; participantToken: string }>

/** One call of Ably's callback. */
const ask = (authCallback: NonNullable<AblyOptions['authCallback']>) =>
  new Promise((resolve) => authCallback({}, (error, token) => resolve({ error, token })))

describe('getToken', () => {
  it('is what Supabase and SignalR take', async () => {
    const { session } = world()
    const supabase: SupabaseOptions = { accessToken: getTokenFrom(session) }
    const signalR: SignalROptions = { accessTokenFactory: getTokenFrom(session) }
    expect([await supabase.accessToken?.(), await signalR.accessTokenFactory?.()]).toEqual([
      'token-0',
      'token-0',
    ])
  })

  it('on an expired token asks once for 50 calls at once, and all get through', async () => {
    const stage = world()
    const api = await startApi(stage)
    const getToken = getTokenFrom(stage.session)
    stage.clock.setForward(60_000)
    const call = async () => {
      const headers = { authorization: `Bearer ${await getToken()}` }
      return (await fetch(api.url, { headers })).status
    }
    expect(await Promise.all(Array.from({ length: 50 }, call))).toEqual(Array(50).fill(200))
    expect(stage.asked).toEqual([{ isExpired: true, stage: 'expiry' }])
  })

  it('rejects with what freshToken() throws', async () => {
    const { session } = world()
    await session.close()
    await expect(getTokenFrom(session)()).rejects.toMatchObject({ code: 'ERR_SESSION_CLOSED' })
  })

  it('lets who aborts go at once', async () => {
    const { session } = world({ token: null, refresh: () => new Promise(() => {}) })
    const controller = new AbortController()
    const token = getTokenFrom(session)({ signal: controller.signal })
    const reason = new Error('no longer wanted')
    controller.abort(reason)
    await expect(token).rejects.toBe(reason)
    await expect(getTokenFrom(session)({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })
})

describe('the callback for Ably', () => {
  it('gives the usable token, and asks for one where there is none', async () => {
    const { clock, session, asked } = world()
    const ably: AblyOptions = { authCallback: ablyAuthCallback(session) }
    expect(await ask(ably.authCallback as never)).toEqual({ error: null, token: 'token-0' })
    clock.setForward(60_000)
    expect(await ask(ably.authCallback as never)).toEqual({ error: null, token: 'token-1' })
    expect(asked).toHaveLength(1)
  })

  it('says in words what went wrong', async () => {
    const { session } = world()
    await session.close()
    expect(await ask(ablyAuthCallback(session))).toEqual({
      error: 'The session is closed: open another.',
      token: null,
    })
  })
})

describe('the token source for LiveKit', () => {
  it('gives the usable token with the server it is for', async () => {
    const { session } = world()
    const custom: LiveKitCustom = liveKitTokenSource(session, 'wss://rooms.example.com')
    expect(await custom({ roomName: 'seven' })).toEqual({
      serverUrl: 'wss://rooms.example.com',
      participantToken: 'token-0',
    })
  })
})
