// @ts-check
import { doesIdentityRequireRefresh, isIdentityExpired, memoizeIdentityProvider } from '@smithy/core'

/** @param {{ token: string }} input */
export function setUp({ token }) {
  const expiration = new Date(Date.now() + 24 * 60 * 60 * 1000)
  // Memoized as the AWS SDK does it: the first call fills it, each later one looks at the expiration.
  const provide = memoizeIdentityProvider(
    async () => ({ token, expiration }),
    isIdentityExpired,
    doesIdentityRequireRefresh,
  )
  if (!provide) throw new Error('There is a provider, so there must be a memoized one.')
  const operations = 2000
  const batch = async () => {
    let last = ''
    for (let i = 0; i < operations; i++) last = (await provide()).token
    return last
  }
  return { operations, batch, prove: batch }
}
