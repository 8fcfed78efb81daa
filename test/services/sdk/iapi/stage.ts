import { startPlatform } from 'halflife/platform'
import { DolbyIoIAPI, type Surface, type SurfaceEvent, type SurfaceOptions } from 'halflife/sdk'
import { TestClock } from 'halflife/testing'
import { onTestFinished } from 'vitest'

export const hourMs = 3_600_000

/** The platform's deprecated endpoint over HTTP, an SDK that has the key and the secret, and time. */
export async function startKeyholder(
  open: (options: SurfaceOptions) => Surface = (options) => new DolbyIoIAPI(options),
  given: SurfaceOptions = {},
) {
  const clock = new TestClock()
  const platform = await startPlatform({ clock })
  onTestFinished(() => platform.close())
  const underWay = new Set<Promise<unknown>>()
  /** The forms sent to the endpoint of the tokens, those without an answer included. */
  const forms: URLSearchParams[] = []
  /** The refresh token that came last. */
  let lastRefreshToken = ''
  let losesAnswers = false
  let hangs = false

  const network: typeof fetch = async (input, init) => {
    const isToken = String(input).endsWith('/v1/oauth2/token')
    if (String(input).endsWith('/events')) return fetch(input, init)
    if (isToken) forms.push(new URLSearchParams(String(init?.body)))
    if (isToken && hangs)
      return new Promise((_, reject) => {
        const { signal } = init ?? {}
        signal?.addEventListener('abort', () => reject(signal.reason))
      })
    const answer = fetch(input, init).then(async (response) => {
      const body = response.status === 204 ? null : await response.arrayBuffer()
      if (isToken && losesAnswers) throw new TypeError('terminated')
      if (isToken && body && response.ok)
        lastRefreshToken = JSON.parse(Buffer.from(body).toString()).refresh_token
      return new Response(body, response)
    })
    const done = answer.catch(() => {}).finally(() => underWay.delete(done))
    underWay.add(done)
    return answer
  }

  async function quiet(): Promise<void> {
    do {
      await Promise.all(underWay)
      await clock.settle()
    } while (underWay.size > 0)
  }

  const sdk = open({
    platform: platform.url,
    fetch: network,
    clock,
    random: () => 0.5,
    onDiagnostic: () => {},
    ...given,
  })
  onTestFinished(() => sdk.close())
  const heard: SurfaceEvent[] = []
  sdk.on('*', (event) => heard.push(event))

  return {
    platform,
    sdk: sdk as DolbyIoIAPI,
    heard,
    clock,
    quiet,
    async pass(ms: number, stepMs = 10_000) {
      for (let leftMs = ms; leftMs > 0; leftMs -= stepMs) {
        clock.advance(Math.min(stepMs, leftMs))
        await quiet()
      }
    },
    initialize: (key = platform.appKey, secret = platform.appSecret) =>
      (sdk as DolbyIoIAPI).initialize(key, secret),
    /** What was sent, in short: the grant types. */
    grants: () => forms.map((form) => form.get('grant_type')),
    /** The refresh tokens that were sent. */
    refreshTokens: () => forms.flatMap((form) => form.get('refresh_token') ?? []),
    lastRefreshToken: () => lastRefreshToken,
    types: () => heard.map(({ type }) => type),
    /** The platform does what it is asked to, but its answers do not arrive. */
    loseAnswers: (isLost: boolean) => {
      losesAnswers = isLost
    },
    /** No request of a token is answered. */
    hang: (isHanging: boolean) => {
      hangs = isHanging
    },
  }
}
