import { openSession } from 'halflife'
import type { TokenKeeperAdapter } from 'halflife/testing'

/** A session of this library. */
export const halflife: TokenKeeperAdapter = {
  name: 'halflife',
  time: 'injected',
  open({ token, callback, clock, random }) {
    const session = openSession({
      token: token.value,
      refresh: async (isExpired) => (await callback(isExpired)).value,
      clock,
      random,
      jitter: 0.2,
    })
    return {
      token: () => session.freshToken(),
      rejected: (rejected) => session.reportRejected(rejected),
      close: () => session.close(),
    }
  },
}
