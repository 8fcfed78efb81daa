import type { TokenKeeperAdapter } from 'halflife/testing'

/** A keeper that nobody here wrote. */
export interface Peer extends TokenKeeperAdapter {
  /** The package it is from; what was run is the version that is installed. */
  readonly from: string
  /** What was run, and what of it the adapter had to bring along. */
  readonly about: string
}

/** Why a keeper is not asked about sharing, spacing and repeating calls: it makes none. */
export const asksNobody = (why: string) =>
  ({
    'retries-ahead': why,
    'outage-is-not-a-logout': why,
    'single-flight': why,
    'storms-are-bounded': why,
    'truthful-is-expired': why,
    'useless-tokens-are-failures': why,
    'every-attempt-settles': why,
    'recovers-after-silence': why,
    'recovers-after-outage': why,
    'late-results-never-harm': why,
    'callbacks-cannot-hurt': why,
  }) as const

/** Why a keeper that asks when it is asked is not held to what needs a timer. */
export const lazy = (why: string) =>
  ({
    'refreshes-ahead': why,
    'retries-ahead': why,
    'sleep-is-just-late': why,
    'herds-are-spread': why,
  }) as const
