import type { AccessToken } from './access-token.ts'

/** The API token, kept until shortly before its end; however many ask at once, one request is made. */
export interface ApiTokenKeeper {
  get(): Promise<string>
  /** The platform refused this one, whatever our clock says. Another one, since kept, is not touched. */
  forget(token: string): void
}

/** A token that would end on its way is worth nothing: it is given up 30 s, or a tenth of its life, early. */
const earlyMs = (lifeMs: number): number => Math.min(30_000, lifeMs / 10)

/** @param now the local time in milliseconds */
export function keepApiToken(request: () => Promise<AccessToken>, now: () => number): ApiTokenKeeper {
  let kept: { token: string; fromMs: number; untilMs: number } | undefined
  let underway: Promise<string> | undefined

  async function renew(): Promise<string> {
    // Its life is counted from before the request, so that a slow answer does not lengthen it.
    const fromMs = now()
    const { accessToken, expiresIn } = await request()
    const lifeMs = expiresIn * 1_000
    kept = { token: accessToken, fromMs, untilMs: fromMs + lifeMs - earlyMs(lifeMs) }
    return accessToken
  }

  return {
    get() {
      const nowMs = now()
      // Before its beginning means that the clock was set back: nobody knows what is left of it.
      if (kept && nowMs >= kept.fromMs && nowMs < kept.untilMs) return Promise.resolve(kept.token)
      underway ??= renew().finally(() => {
        underway = undefined
      })
      return underway
    },
    forget(token) {
      if (kept?.token === token) kept = undefined
    },
  }
}
