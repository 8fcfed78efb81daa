import type { IssuedToken } from 'halflife/testing'
import { AccessTokenEvents, User } from 'oidc-client-ts'
import { asksNobody, type Peer } from './peer.ts'

const userOf = ({ value, expiresInSeconds }: IssuedToken) =>
  new User({
    access_token: value,
    token_type: 'Bearer',
    profile: { sub: 'alice', iss: 'issuer', aud: 'client', iat: 0, exp: 0 },
    expires_at: Math.floor(Date.now() / 1000) + expiresInSeconds,
  })

const asks = 'it asks nobody: it says that a token ends soon, and the app asks'

export const oidc: Peer = {
  name: 'oidc',
  from: 'oidc-client-ts',
  about:
    '`AccessTokenEvents`, which says once, a minute before, that a token ends. The adapter is the app: on `expiring` it makes one call, and loads what that brings; it holds the token in a `User`, whose `expired` it looks at. (`UserManager`, which can ask by itself in a browser, was not run.)',
  time: 'global',
  notPromised: {
    ...asksNobody(asks),
    'herds-are-spread': 'its README has no word of spreading refreshes',
    'one-timer': 'it has two by design: for the end, and for the time before it',
  },
  async open({ token, callback }) {
    const events = new AccessTokenEvents({ expiringNotificationTimeInSeconds: 60 })
    let user: User | undefined = userOf(token)
    await events.load(user)
    events.addAccessTokenExpiring(() => {
      callback().then(
        (issued) => {
          if (!user) return undefined
          user = userOf(issued)
          return events.load(user)
        },
        () => {},
      )
    })
    return {
      token() {
        if (!user || user.expired) throw new Error('There is no token that lives.')
        return user.access_token
      },
      close() {
        user = undefined
        return events.unload()
      },
    }
  },
}
