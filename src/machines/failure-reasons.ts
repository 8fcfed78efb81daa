/** Why an attempt brought no token: all the reasons there are. */
export const failureReasons = [
  'threw',
  'timed-out',
  'missing',
  'malformed',
  'unknown-lifetime',
  'expired',
  'unchanged',
  'aborted',
] as const

/** Why an attempt brought no token. */
export type FailureReason = (typeof failureReasons)[number]
