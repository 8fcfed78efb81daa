import { AzureCommunicationTokenCredential } from '@azure/communication-common'
import type { Peer } from './peer.ts'

export const azure: Peer = {
  name: 'azure',
  from: '@azure/communication-common',
  about: '`AzureCommunicationTokenCredential` with `refreshProactively: true`; callers use `getToken()`.',
  time: 'global',
  notPromised: {
    'truthful-is-expired': 'its `tokenRefresher` is told nothing of the token',
    'herds-are-spread': 'its README has no word of spreading refreshes',
  },
  open({ token, callback }) {
    const credential = new AzureCommunicationTokenCredential({
      token: token.value,
      tokenRefresher: async () => (await callback()).value,
      refreshProactively: true,
    })
    return {
      token: async () => (await credential.getToken()).token,
      close: () => credential.dispose(),
    }
  },
}
