import { OAuth2Client } from 'google-auth-library'
import type { IssuedToken } from 'halflife/testing'
import { lazy, type Peer } from './peer.ts'

const credentials = ({ value, expiresInSeconds }: IssuedToken) => ({
  access_token: value,
  expiry_date: Date.now() + expiresInSeconds * 1000,
})

const noForce = 'a 401 refreshes only with `forceRefreshOnFailure`, which is off, or without an `expiry_date`'

export const google: Peer = {
  name: 'google',
  from: 'google-auth-library',
  about:
    '`OAuth2Client` with a `refreshHandler`; callers use `getAccessToken()`. An `expiry_date` is counted from receipt by `expires_in`. (Another `eagerRefreshThresholdMillis` would suit lives shorter than its five minutes.)',
  time: 'global',
  notPromised: {
    ...lazy('it asks when it is asked, and has no timer'),
    'truthful-is-expired': 'its `refreshHandler` is told nothing of the token',
    'rejections-are-heard': noForce,
    'stale-rejections-cost-nothing': noForce,
    'rejection-storms-are-bounded': noForce,
  },
  open({ token, callback }) {
    const client = new OAuth2Client()
    client.setCredentials(credentials(token))
    client.refreshHandler = async () => credentials(await callback())
    return { token: async () => (await client.getAccessToken()).token ?? '' }
  },
}
