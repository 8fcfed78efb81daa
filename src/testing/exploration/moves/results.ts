import type { Ledger } from '../../traces/ledger.ts'
import { nextPointMs } from '../marks.ts'
import { type Arrival, arrivals, type Move, type Place, placed, tokenOf, ttlMs } from './move.ts'

type Which = 'newest' | 'second newest' | 'superseded' | 'never made'

/** The number of that attempt; `undefined`: there is none. */
function attemptOf(which: Which, { lastAttempt, supersededUpTo }: Ledger): number | undefined {
  switch (which) {
    case 'newest':
      return lastAttempt > supersededUpTo ? lastAttempt : undefined
    case 'second newest':
      return lastAttempt - 1 > supersededUpTo ? lastAttempt - 1 : undefined
    case 'superseded':
      return supersededUpTo > 0 ? supersededUpTo : undefined
    case 'never made':
      return lastAttempt + 1
  }
}

const wordsOf = (name: string, place: Place | undefined) => (place === undefined ? '' : `, ${name} ${place}`)

function succeeds(which: Which, arrival: Arrival, times: { retry?: Place; quiet?: Place } = {}): Move {
  const { retry, quiet } = times
  return {
    name: `the ${which} attempt brings ${arrivals[arrival].words}${wordsOf('retry', retry)}${wordsOf('quiet', quiet)}`,
    event(known, atMs, ahead) {
      const attempt = attemptOf(which, known)
      if (attempt === undefined) return undefined
      const token = tokenOf(arrival, atMs)
      const retryAtMs = retry && placed(retry, atMs, nextPointMs(known, atMs), ahead)
      if (retry && retryAtMs === undefined) return undefined
      // A quiet time is placed among the marks of the new token.
      const newMarks = [
        { name: 'half', atMs: atMs + ttlMs / 2 },
        { name: 'end', atMs: token.expiresAtMs },
      ]
      const quietUntilMs = quiet && placed(quiet, atMs, undefined, newMarks)
      return {
        type: 'refresh.succeeded',
        atMs,
        attempt,
        token,
        ...(retryAtMs === undefined ? {} : { retryAtMs }),
        ...(quietUntilMs === undefined ? {} : { quietUntilMs }),
      }
    },
  }
}

function fails(which: Which, retry?: Place): Move {
  return {
    name: `the ${which} attempt fails${wordsOf('retry', retry)}`,
    event(known, atMs, ahead) {
      const attempt = attemptOf(which, known)
      if (attempt === undefined) return undefined
      if (retry === undefined) return { type: 'refresh.failed', atMs, attempt, reason: 'threw' }
      const retryAtMs = placed(retry, atMs, nextPointMs(known, atMs), ahead)
      return retryAtMs === undefined
        ? undefined
        : { type: 'refresh.failed', atMs, attempt, reason: 'threw', retryAtMs }
    },
  }
}

const places: readonly Place[] = ['at once', 'soon', 'at the next point', 'late']

/** What becomes of attempts. Where it is to count for nothing, times are carried all the same. */
export const resultMoves: readonly Move[] = [
  ...(['newest', 'second newest'] as const).flatMap((which) => [
    succeeds(which, 'fresh'),
    succeeds(which, 'fresh', { quiet: 'soon' }),
    succeeds(which, 'fresh', { quiet: 'late' }),
    succeeds(which, 'fresh', { retry: 'soon' }),
    succeeds(which, 'half'),
    succeeds(which, 'three-quarter'),
    succeeds(which, 'dead'),
  ]),
  succeeds('newest', 'jittered'),
  succeeds('newest', 'crowded'),
  ...places.map((retry) => succeeds('newest', 'dead', { retry })),
  succeeds('newest', 'dead', { retry: 'soon', quiet: 'late' }),
  succeeds('second newest', 'dead', { retry: 'soon', quiet: 'late' }),
  ...(['superseded', 'never made'] as const).flatMap((which) => [
    succeeds(which, 'fresh', { retry: 'soon', quiet: 'late' }),
    succeeds(which, 'dead', { retry: 'soon' }),
    fails(which, 'soon'),
  ]),
  fails('newest'),
  ...places.map((retry) => fails('newest', retry)),
  fails('second newest'),
  fails('second newest', 'soon'),
]
