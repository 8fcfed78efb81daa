import { createRequire } from 'node:module'
import { asksNobody, type Peer } from './peer.ts'

/** What is used of it; it comes without types. */
interface AccessManager {
  readonly token: string
  readonly isExpired: boolean
  updateToken(token: string): Promise<unknown>
  on(event: 'tokenWillExpire' | 'error', listener: (event: unknown) => void): void
}

const require = createRequire(import.meta.url)
const { AccessManager } = require('twilio-common') as {
  AccessManager: new (token: string) => AccessManager
}
const asks = 'it asks nobody: it says that a token ends soon, and the app asks'

export const twilio: Peer = {
  name: 'twilio',
  from: 'twilio-common',
  about:
    '`AccessManager`, which says once, three minutes before, that a token ends. The adapter is the app: on `tokenWillExpire` it makes one call, and updates the manager with what that brings; callers get `token`, unless `isExpired`.',
  time: 'global',
  notPromised: {
    ...asksNobody(asks),
    'herds-are-spread': 'its README has no word of spreading refreshes',
    'one-timer': 'it has a timer for each of its events, by design',
  },
  open({ token, callback }) {
    const manager = new AccessManager(token.value)
    manager.on('error', () => {})
    manager.on('tokenWillExpire', () => {
      callback().then(
        ({ value }) => manager.updateToken(value),
        () => {},
      )
    })
    return {
      token() {
        if (manager.isExpired) throw new Error('There is no token that lives.')
        return manager.token
      },
    }
  },
}
