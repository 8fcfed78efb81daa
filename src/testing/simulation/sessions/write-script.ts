import type { Overlap } from '../../../machines/token-life.ts'
import type { Retry } from '../../../services/refresh/retry.ts'
import { Chance } from '../chance.ts'
import type { LifeOptions } from '../life.ts'
import { behaviour } from './behaviours.ts'
import type { AppCall, Crash, Episode, Happening, SessionScript } from './script.ts'
import type { TokenForm } from './tokens.ts'

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const yearMs = 365 * dayMs

/** The life of that number, as a script. Its parts have chances of their own: one makes no difference to another. */
export function writeScript({ seed, life, spanMs, ttlMs }: LifeOptions): SessionScript {
  const chance = new Chance(seed, 'life', life)
  const form = chance.weighted<TokenForm>([
    [3, 'jwt'],
    [1, 'jwt-without-iat'],
    [3, 'opaque'],
  ])
  const [retry, overlap] = chance.pick<readonly [Retry, Overlap]>([
    ['backoff', 'allow'],
    ['backoff', 'allow'],
    ['backoff', 'join'],
    ['points-only', 'allow'],
  ])
  // Who is ahead for good finds that out by the times in tokens: they must be there, and right.
  const aheadMs = form === 'jwt' && chance.oneIn(4) ? chance.between(-2 * hourMs, 2 * hourMs) : 0
  const episodes: Episode[] = []
  for (let fromMs = 0; fromMs < spanMs; ) {
    const episode = writeEpisode(chance.fork('episode', episodes.length), ttlMs, aheadMs === 0, spanMs)
    episodes.push(episode)
    fromMs += episode.calmMs
  }
  return {
    policy: chance.pick(['stay', 'kick']),
    retry,
    overlap,
    jitter: chance.pick([0, 0, 0.1, 0.2]),
    refreshTimeoutMs: chance.pick([30, 30, 5, 300]) * secondMs,
    store: chance.oneIn(4) ? 'jsonl' : 'memory',
    form,
    ttlMs,
    aheadMs,
    seed: chance.below(2 ** 32),
    spanMs,
    episodes,
  }
}

function writeEpisode(chance: Chance, ttlMs: number, skews: boolean, spanMs: number): Episode {
  const calmMs = chance.weighted([
    [1, chance.below(2 * ttlMs)],
    [2, chance.below(12 * ttlMs)],
    [3, chance.below(96 * ttlMs)],
  ])
  const happenings = Array.from({ length: chance.between(1, 6) }, (_, index) =>
    happeningsOf(chance.fork('happening', index), ttlMs, skews),
  ).flat()
  return {
    calmMs: Math.min(calmMs, spanMs),
    happenings,
    ...(chance.oneIn(4) && { ends: true }),
  }
}

/** One thing that happens, and how long it goes on. */
function happeningsOf(chance: Chance, ttlMs: number, skews: boolean): Happening[] {
  const pass = { do: 'pass', ms: pauseMs(chance, ttlMs) } as const
  const calls = Array.from({ length: chance.between(1, 4) }, () => behaviour(chance, skews))
  const kinds: readonly (readonly [weight: number, make: () => Happening])[] = [
    [6, () => ({ do: 'callback', next: calls })],
    [3, () => sleep(chance)],
    [3, () => ({ do: 'set-clock', byMs: jumpMs(chance) })],
    [1, () => ({ do: 'throttle', ms: minuteMs, forMs: chance.below(3 * ttlMs) })],
    [1, () => ({ do: 'late-timers', ms: chance.between(1, 90 * secondMs), forMs: chance.below(3 * ttlMs) })],
    [1, () => ({ do: 'outage', forMs: chance.below(2 * ttlMs) })],
    [skews ? 1 : 0, () => ({ do: 'issuer-clock', byMs: chance.between(-2 * hourMs, 2 * hourMs) })],
    [2, () => ({ do: 'reject', which: chance.pick(['in-use', 'in-use', 'of-before', 'unknown']) })],
    [
      1,
      () => ({ do: 'rejection-storm', times: chance.between(2, 30), everyMs: chance.between(1, minuteMs) }),
    ],
    [5, () => ({ do: 'app', call: appCall(chance) })],
    [2, () => ({ do: 'supply', give: chance.pick(['good', 'good', 'same', 'expired', 'malformed']) })],
    [3, () => ({ do: 'crash', crash: crash(chance) })],
    [1, () => ({ do: 'disk-full', forMs: chance.below(2 * ttlMs), spaceBytes: chance.below(2000) })],
    [1, () => ({ do: 'store-gone', forMs: chance.below(2 * ttlMs) })],
    [1, () => anotherBuild(chance)],
  ]
  return [chance.weighted(kinds)(), pass]
}

const pauseMs = (chance: Chance, ttlMs: number): number =>
  chance.weighted([
    [1, 0],
    [2, chance.below(10 * secondMs)],
    [2, chance.below(10 * minuteMs)],
    [2, chance.below(ttlMs)],
    [1, chance.below(3 * ttlMs)],
  ])

/** As many seconds as hours, and as many hours as days. */
function sleep(chance: Chance): Happening {
  const ms = chance.weighted([
    [4, chance.between(secondMs, minuteMs)],
    [4, chance.between(minuteMs, hourMs)],
    [4, chance.between(hourMs, 12 * hourMs)],
    [1, chance.between(12 * hourMs, 30 * dayMs)],
  ])
  return { do: chance.pick(['sleep', 'sleep', 'freeze']), ms, timers: chance.pick(['run', 'stand-still']) }
}

function jumpMs(chance: Chance): number {
  const ms = chance.weighted([
    [2, chance.between(1, secondMs)],
    [3, chance.between(secondMs, hourMs)],
    [2, chance.between(hourMs, 30 * dayMs)],
    [1, chance.between(30 * dayMs, yearMs)],
  ])
  return chance.oneIn(2) ? ms : -ms
}

const appCall = (chance: Chance): AppCall =>
  chance.weighted<AppCall>([
    [3, 'freshToken'],
    [3, 'refreshNow'],
    [2, 'token'],
    [3, 'joinedConference'],
    [2, 'leftConference'],
    [1, 'ejectedFromConference'],
    [1, 'close'],
  ])

const crash = (chance: Chance): Crash => ({
  leaves: chance.pick(['process', 'torn', 'torn', 'lost-sector', 'duplicated-sector', 'zeroed-sector']),
  at: chance.below(1000),
  downMs: chance.weighted([
    [3, chance.below(10 * secondMs)],
    [3, chance.below(hourMs)],
    [1, chance.below(6 * hourMs)],
  ]),
  token: chance.weighted([
    [4, 'same'],
    [1, 'none'],
    [1, 'another'],
    [1, 'dead'],
  ]),
  checkpoint: chance.pick(['none', 'good', 'good', 'damaged']),
})

function anotherBuild(chance: Chance): Happening {
  // Nobody appends meanwhile: all that was written is there.
  const quiet: Crash = { ...crash(chance), leaves: 'process' }
  return chance.weighted<Happening>([
    [2, { do: 'older-build', crash: quiet }],
    [1, { do: 'newer-build', crash: quiet }],
    [1, { do: 'damaged-middle', crash: quiet, at: chance.below(1000) }],
  ])
}
