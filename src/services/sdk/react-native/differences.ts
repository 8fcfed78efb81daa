/** A habit of the original that is not ours, unless `faithful` is asked for. */
export interface Difference {
  /** What the original was seen to do. */
  readonly original: string
  /** What is done here without `faithful`. */
  readonly ours: string
  readonly because: string
}

/**
 * Every way in which the React Native surface departs from the JavaScript of `@dolbyio/comms-sdk-react-native` 3.10.1:
 * the code asks this table, by name, whether to do right, and knows no other difference.
 */
export const reactNativeDifferences = {
  'is-expired': {
    original: 'the callback gets no arguments',
    ours: 'the callback is told `isExpired`',
    because: 'it is documented, and an app decides by it whether to show that the user is cut off',
  },
  'single-flight': {
    original: 'every refresh event makes a call, however many are under way',
    ours: 'an event during a call shares it; only a refresh point, or the time-out of that call, makes another',
    because: 'three calls at once log a user out where refresh tokens work once',
  },
  'time-out': {
    original: 'a callback that never settles is waited for without end',
    ours: 'the attempt fails after `refreshTimeoutMs`, as `timed-out`, and the next one is made',
    because: 'a request that hangs must not be the last one',
  },
  reason: {
    original: 'a throw or a rejection is passed on as "Refreshing token failed"',
    ours: "the error's name, code and status go with it",
    because:
      'a wrong password and a server that is down call for different things; the rest may hold a token',
  },
  'empty-answer': {
    original: '`""`, `null` or `undefined` is dropped: nobody hears of it',
    ours: 'it is a failure, `missing`, and the message asks for the `return`',
    because: 'a callback without `return` is the mistake most often reported',
  },
  'newest-callback': {
    original: 'the first callback is used for ever, also after another `initializeToken`',
    ours: 'the newest callback is used',
    because: 'the first one fetches tokens for the user before',
  },
  'token-check': {
    original: 'a token that is `null` or malformed, or a callback that is no function, is passed on',
    ours: '`initializeToken` rejects at once, and says what is wrong',
    because: 'else the first API call fails, far from the cause',
  },
  'addressed-answer': {
    original: 'an answer goes to whatever waits for one',
    ours: 'an answer says which events it answers',
    because: 'the late failure of an old call is not the failure of the call that replaced it',
  },
} as const satisfies Record<string, Difference>

/** The name of one of {@link reactNativeDifferences}. */
export type ReactNativeDifference = keyof typeof reactNativeDifferences

/** Whether to depart from the original, in one difference. */
export type DoesRight = (difference: ReactNativeDifference) => boolean

/** All differences, or with `faithful` none. */
export const doesRight =
  (faithful = false): DoesRight =>
  () =>
    !faithful
