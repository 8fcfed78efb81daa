import { openSession } from '../../../services/session/open-session.ts'
import type { FastCheck } from '../../arbitraries/fast-check.ts'
import type { TokenKeeperAdapter } from '../../keeper/adapter.ts'
import { checkTokenKeeper } from '../../keeper/check-token-keeper.ts'
import type { KeeperPromiseName } from '../../keeper/promises/index.ts'
import type { Sessions } from '../replacements.ts'
import type { Breach } from './breach.ts'

/** Asks one promise of a keeper of tokens. */
export async function breachInKeeper(
  fc: FastCheck,
  adapter: TokenKeeperAdapter,
  promise: KeeperPromiseName,
  seed: number,
): Promise<Breach | undefined> {
  const { broken } = await checkTokenKeeper(fc, adapter, { seed, only: [promise] })
  return broken[0]
}

/** Sessions as keepers of tokens. */
export const adapterOf = ({ openSession }: Pick<Sessions, 'openSession'>): TokenKeeperAdapter => ({
  name: 'a session',
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
})

/** The real thing. */
export const sessionAdapter: TokenKeeperAdapter = adapterOf({ openSession })
