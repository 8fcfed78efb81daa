import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** What the stub of `react-native` in test/peers gives, and is programmed by. */
export interface ReactNative {
  readonly native: {
    answer: (module: string, method: string, args: readonly unknown[]) => unknown
  }
  readonly DeviceEventEmitter: { emit(type: string, event?: unknown): void }
  readonly NativeModules: Record<string, Record<string, (...args: readonly unknown[]) => unknown>>
  readonly NativeEventEmitter: new (
    module: unknown,
  ) => { addListener(type: string, listener: (event: never) => void): { remove(): void } }
}

/** The part of the SDK that this is about. */
export interface CommsApiScript {
  initialize(consumerKey: unknown, consumerSecret: unknown): Promise<unknown>
  initializeToken(accessToken: unknown, refreshAccessToken: unknown): Promise<unknown>
}

/** The modules of both keep state: whoever wants fresh ones has to forget those that were loaded. */
function forget(): void {
  for (const file of Object.keys(require.cache)) {
    if (/[\\/](comms-sdk-react-native|peers[\\/]react-native)[\\/]/.test(file)) delete require.cache[file]
  }
}

/** A `react-native` of its own, without the SDK. */
export function freshReactNative(): ReactNative {
  forget()
  return require('react-native')
}

/** The original, over a `react-native` of its own: the published JavaScript, as Node loads it. */
export function freshOriginal(): { reactNative: ReactNative; script: CommsApiScript } {
  const reactNative = freshReactNative()
  return { reactNative, script: require('@dolbyio/comms-sdk-react-native').default }
}
