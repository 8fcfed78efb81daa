import { doesIdentityRequireRefresh, isIdentityExpired, memoizeIdentityProvider } from '@smithy/core'
import type { IssuedToken } from 'halflife/testing'
import { lazy, type Peer } from './peer.ts'

const identity = ({ value, expiresAtMs }: IssuedToken) => ({ value, expiration: new Date(expiresAtMs) })

export const smithy: Peer = {
  name: 'smithy',
  from: '@smithy/core',
  about:
    "`memoizeIdentityProvider` with the package's own `isIdentityExpired`, which asks anew in the last five minutes; its identities end at a date that the issuer names. (Another `isExpired` would suit lives shorter than that.)",
  time: 'global',
  notPromised: {
    ...lazy('it asks when it is asked, and has no timer'),
    'truthful-is-expired': 'its provider is told nothing of the identity',
  },
  open({ token, callback }) {
    let isFirst = true
    const provide = memoizeIdentityProvider(
      async () => {
        const issued = isFirst ? token : await callback()
        return identity(issued)
      },
      isIdentityExpired,
      doesIdentityRequireRefresh,
    )
    if (!provide) throw new Error('There is a provider, so there must be a memoized one.')
    // It is given nothing to begin with: it asks for that, too. A short life makes it ask at once for another.
    const first = provide()
    isFirst = false
    first.catch(() => {})
    return { token: async () => (await provide()).value }
  },
}
