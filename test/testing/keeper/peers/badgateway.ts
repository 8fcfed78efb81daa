import { OAuth2Client, OAuth2Fetch, type OAuth2Token } from '@badgateway/oauth2-client'
import type { IssuedToken } from 'halflife/testing'
import type { Peer } from './peer.ts'

const oauth = ({ value, expiresInSeconds }: IssuedToken): OAuth2Token => ({
  accessToken: value,
  expiresAt: Date.now() + expiresInSeconds * 1000,
  refreshToken: 'refresh',
})

/** A client whose token endpoint is the callback. */
class Client extends OAuth2Client {
  readonly #ask: () => Promise<IssuedToken>

  constructor(ask: () => Promise<IssuedToken>) {
    super({ clientId: 'client' })
    this.#ask = ask
  }

  override async refreshToken(): Promise<OAuth2Token> {
    return oauth(await this.#ask())
  }
}

export const badgateway: Peer = {
  name: 'badgateway',
  from: '@badgateway/oauth2-client',
  about:
    '`OAuth2Fetch` with its scheduled refresh; callers use `getAccessToken()`. A rejection is `refreshToken()`, which its `fetch` calls for every 401, whichever token was sent. `getNewToken` brings the first token, and no other. (One that comes from `getStoredToken` is not scheduled.)',
  time: 'global',
  notPromised: {
    'truthful-is-expired': 'it tells its client nothing of the token',
    'herds-are-spread': 'its README has no word of spreading refreshes',
  },
  async open({ token, callback }) {
    let first: OAuth2Token | null = oauth(token)
    const keeper = new OAuth2Fetch({
      client: new Client(() => callback()),
      getNewToken() {
        const brought = first
        first = null
        return brought
      },
    })
    await keeper.getAccessToken()
    return { token: () => keeper.getAccessToken(), rejected: () => keeper.refreshToken() }
  },
}
