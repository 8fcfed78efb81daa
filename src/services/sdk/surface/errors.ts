import { HalflifeError } from '../../../errors.ts'

/** The SDK has no token and no callback yet. @param entry the method that gives them, `initializeToken` */
export const notInitialized = (entry: string): HalflifeError =>
  new HalflifeError('ERR_NOT_INITIALIZED', `Call ${entry} first.`)

/** The SDK was closed by the app. */
export const sdkClosed = (): HalflifeError =>
  new HalflifeError('ERR_SESSION_CLOSED', 'This SDK is closed: make another.')

/** The SDK has a callback, and its original takes no second one. */
export const alreadyInitialized = (entry: string): HalflifeError =>
  new HalflifeError(
    'ERR_ALREADY_INITIALIZED',
    `Already initialized: ${entry} may be called once. Close this SDK and make another.`,
  )
