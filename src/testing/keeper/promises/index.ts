import * as answers from './answers.ts'
import * as callers from './callers.ts'
import * as end from './end.ts'
import * as points from './points.ts'
import type { KeeperPromise } from './promise.ts'
import * as time from './time.ts'

/** What a keeper of tokens may promise, by name. The names that the invariants have too mean the same. */
export const keeperPromises = {
  'never-early': points.neverEarly,
  'short-lives': points.shortLives,
  'long-lives': points.longLives,
  'refreshes-ahead': points.refreshesAhead,
  'retries-ahead': points.retriesAhead,
  'adoption-re-arms': points.adoptionReArms,
  'single-flight': callers.singleFlight,
  'outage-is-not-a-logout': callers.outageIsNotALogout,
  'no-dead-token': callers.noDeadToken,
  'storms-are-bounded': callers.stormsAreBounded,
  'rejections-are-heard': callers.rejectionsAreHeard,
  'stale-rejections-cost-nothing': callers.staleRejectionsCostNothing,
  'rejection-storms-are-bounded': callers.rejectionStormsAreBounded,
  'truthful-is-expired': answers.truthfulIsExpired,
  'useless-tokens-are-failures': answers.uselessTokensAreFailures,
  'late-results-never-harm': answers.lateResultsNeverHarm,
  'callbacks-cannot-hurt': answers.callbacksCannotHurt,
  'every-attempt-settles': answers.everyAttemptSettles,
  'recovers-after-silence': answers.recoversAfterSilence,
  'recovers-after-outage': answers.recoversAfterOutage,
  'wake-collapses': time.wakeCollapses,
  'sleep-is-just-late': time.sleepIsJustLate,
  'skew-is-survived': time.skewIsSurvived,
  'time-never-runs-back': time.timeNeverRunsBack,
  'herds-are-spread': time.herdsAreSpread,
  'one-timer': end.oneTimer,
  'the-end-is-the-end': end.theEndIsTheEnd,
  'no-secret-leaves': end.noSecretLeaves,
} as const satisfies Record<string, KeeperPromise>

/** The name of a promise that a keeper may make. */
export type KeeperPromiseName = keyof typeof keeperPromises
