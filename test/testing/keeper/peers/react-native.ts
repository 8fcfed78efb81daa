import { freshOriginal } from '../../../services/sdk/react-native/original.ts'
import type { Peer } from './peer.ts'

const time = 'its native part keeps the time, and that is not here'
const again = 'its native part decides when to ask again, and that is not here'

/** The JavaScript of the SDK, over a native part that asks at a rejection and when the token has ended. */
export const reactNative: Peer = {
  name: 'react-native',
  from: '@dolbyio/comms-sdk-react-native',
  about:
    "The SDK's JavaScript, which hands a refresh of the native part on to the callback, and the answer back. The adapter is the native part, and does what is documented of it: it asks when a token has ended or was rejected, and callers wait for the answer; each caller asks, as each rejected call of the platform does.",
  time: 'injected',
  notPromised: {
    'never-early': time,
    'short-lives': time,
    'long-lives': time,
    'refreshes-ahead': time,
    'retries-ahead': time,
    'adoption-re-arms': time,
    'no-dead-token': time,
    'outage-is-not-a-logout': time,
    'wake-collapses': time,
    'sleep-is-just-late': time,
    'skew-is-survived': time,
    'time-never-runs-back': time,
    'herds-are-spread': time,
    'one-timer': time,
    'storms-are-bounded': again,
    'rejections-are-heard': again,
    'stale-rejections-cost-nothing': again,
    'rejection-storms-are-bounded': again,
    'late-results-never-harm': again,
    'recovers-after-outage': again,
  },
  async open({ token, callback, clock }) {
    const { reactNative: phone, script } = freshOriginal()
    let current = {
      value: token.value,
      endsAtMs: clock.now() + token.expiresInSeconds * 1000,
      isRejected: false,
    }
    let waiting: { resolve(token: string): void; reject(error: Error): void }[] = []
    const settleAll = (settle: (one: (typeof waiting)[number]) => void) => {
      const all = waiting
      waiting = []
      all.forEach(settle)
    }
    phone.native.answer = (_, method, [value]) => {
      if (method === 'onAccessTokenOk') {
        current = {
          value: String(value),
          endsAtMs: clock.now() + token.expiresInSeconds * 1000,
          isRejected: false,
        }
        settleAll(({ resolve }) => resolve(current.value))
      }
      if (method === 'onAccessTokenKo') settleAll(({ reject }) => reject(new Error('No token.')))
      return Promise.resolve(null)
    }
    await script.initializeToken(
      token.value,
      async (isExpired?: boolean) => (await callback(isExpired)).value,
    )
    const ask = (isExpired: boolean) =>
      phone.DeviceEventEmitter.emit('EVENT_SDK_TOKEN_REFRESH', { isExpired })
    return {
      token() {
        if (!current.isRejected && clock.now() < current.endsAtMs) return current.value
        return new Promise<string>((resolve, reject) => {
          waiting.push({ resolve, reject })
          ask(true)
        })
      },
      rejected(rejected) {
        current.isRejected ||= rejected === current.value
        ask(true)
      },
    }
  },
}
