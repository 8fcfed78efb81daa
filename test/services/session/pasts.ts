import type { Stage } from 'halflife'
import type { open } from './setting.ts'

type Setting = ReturnType<typeof open>

/** A way of a session, with a token of a minute, into a state; and what it leaves behind there. */
export interface Past {
  readonly state: string
  /** When it is left, ms after its opening. */
  readonly atMs: number
  /** How many of its token's points are handled. */
  readonly points: number
  /** How many attempts were made. */
  readonly calls: number
  readonly inFlight?: Stage
  /** ms after its opening, with a random of one half. */
  readonly retryAtMs?: number
  live(setting: Setting): unknown
}

const failAt = (ms: number, attempt: number, how: 'advance' | 'sleep') => (setting: Setting) => {
  setting.clock[how](ms)
  return setting.call(attempt).fail()
}

export const pasts: readonly Past[] = [
  { state: 'valid.idle', atMs: 10_000, points: 0, calls: 0, live: ({ clock }) => clock.advance(10_000) },
  {
    state: 'valid.requesting',
    atMs: 10_000,
    points: 0,
    calls: 1,
    inFlight: 'demand',
    live: ({ clock, session }) => {
      clock.advance(10_000)
      void session.refreshNow()
    },
  },
  {
    state: 'refreshing-half.requesting',
    atMs: 30_000,
    points: 1,
    calls: 1,
    inFlight: 'half',
    live: ({ clock }) => clock.advance(30_000),
  },
  {
    state: 'refreshing-half.idle',
    atMs: 30_100,
    points: 1,
    calls: 1,
    retryAtMs: 30_850,
    live: failAt(30_100, 1, 'advance'),
  },
  {
    state: 'refreshing-three-quarter.requesting',
    atMs: 45_000,
    points: 2,
    calls: 2,
    inFlight: 'three-quarter',
    live: ({ clock }) => clock.advance(45_000),
  },
  {
    state: 'refreshing-three-quarter.idle',
    atMs: 45_100,
    points: 2,
    calls: 2,
    retryAtMs: 45_850,
    live: failAt(45_100, 2, 'advance'),
  },
  {
    state: 'expired.requesting',
    atMs: 60_000,
    points: 3,
    calls: 1,
    inFlight: 'expiry',
    live: ({ clock }) => clock.sleep(60_000),
  },
  {
    state: 'expired.idle',
    atMs: 60_100,
    points: 3,
    calls: 1,
    retryAtMs: 60_850,
    live: failAt(60_100, 1, 'sleep'),
  },
]
