import type { Overlap, Policy } from '../../../machines/token-life.ts'
import type { Retry } from '../../../services/refresh/retry.ts'
import type { Opening } from '../../traces/trace.ts'
import { BrokenPromise } from '../broken-promise.ts'
import { Chance } from '../chance.ts'
import type { LifeOptions, LifeOutcome, Live } from '../life.ts'
import { type Broken, breachOf } from './breach.ts'
import { compiledDecider, type SimulatedDecider } from './compiled-decider.ts'
import { HostedSession } from './hosted-session.ts'
import type { Hosting } from './hosting.ts'
import { inTurn } from './in-turn.ts'
import { recover } from './recover.ts'
import { Tally } from './tally.ts'
import type { Subject } from './test-case.ts'
import { calm, storm } from './weather.ts'
import { Witness } from './witness.ts'

/** What is simulated, and how it is named in a test case. */
export interface CoreLivesOptions<State> {
  /** Makes a decider: yours, or a wrong one. Default: the compiled token machine. */
  readonly decider?: () => SimulatedDecider<State>
  /** How a test case comes by the decider. Default: halflife's own. */
  readonly subject?: Subject
}

/** When the first session of a life opens, ms since the epoch. */
const startMs = 1_800_000_000_000

/**
 * Lives of the core: a decider, told what a host would tell it in a world full of faults. On every step all
 * invariants are checked, and the model is asked the same; when the faults stop, it must recover.
 *
 * @example await simulate({ years: 10, seed: 42, live: coreLives({ decider: () => myDecider }) })
 */
export function coreLives<State>(options: CoreLivesOptions<State> = {}): Live {
  const { subject } = options
  const make = (options.decider ?? compiledDecider) as () => SimulatedDecider<State>
  const decider = inTurn(make)
  return (life) => {
    const outcome = live(life, decider, new Tally())
    if (outcome.broken === undefined) return outcome
    // The same life once more, this time with all that it is told: whoever breaks nothing is spared that.
    const tally = new Tally({ isRecording: true })
    const again = live(life, decider, tally)
    const { broken: _, ...rest } = outcome
    const broken = again.broken ?? outcome.broken
    return { ...rest, breach: breachOf(broken, tally.record ?? [], make, life, subject) }
  }
}

function live<State>(
  { seed, life, spanMs, ttlMs }: LifeOptions,
  decider: () => SimulatedDecider<State>,
  tally: Tally,
): LifeOutcome & { readonly broken?: Broken } {
  const chance = new Chance(seed, 'life', life)
  const policy: Policy = chance.pick(['stay', 'kick'])
  const retry: Retry = chance.pick(['backoff', 'backoff', 'points-only'])
  const overlap: Overlap | undefined =
    retry === 'backoff' ? chance.pick(['allow', 'join', undefined]) : undefined
  const hosting = { ttlMs, retry, jitterShare: chance.pick([0, 0, 5, 20]) }

  let leftMs = spanMs
  let asleepMs = 0
  let nowMs = startMs
  let broken: Broken | undefined
  while (leftMs > 0 && broken === undefined) {
    const opening: Opening = {
      policy,
      input: { token: firstToken(chance, ttlMs, nowMs), atMs: nowMs, ...(overlap && { overlap }) },
    }
    try {
      tally.under = []
      const session = liveSession(opening, leftMs, chance, hosting, decider, tally)
      leftMs -= session.livedMs
      asleepMs += session.asleepMs
      // Whoever was kicked takes a while to come back.
      nowMs = session.nowMs + chance.below(60_000)
    } catch (error) {
      if (!(error instanceof BrokenPromise)) throw error
      broken = { opening, error, ...hosting }
    }
  }
  const { steps, sessions, checks, coverage } = tally
  const simulatedMs = spanMs - Math.max(0, leftMs)
  return { simulatedMs, asleepMs, steps, sessions, checks, coverage, ...(broken && { broken }) }
}

function liveSession<State>(
  opening: Opening,
  leftMs: number,
  chance: Chance,
  hosting: Hosting,
  decider: () => SimulatedDecider<State>,
  tally: Tally,
): { readonly livedMs: number; readonly asleepMs: number; readonly nowMs: number } {
  const { ttlMs, retry } = hosting
  const fromMs = opening.input.atMs
  const witness = new Witness(decider(), opening, tally)
  let weather = storm(chance, ttlMs)
  const session = new HostedSession(witness, chance, hosting, weather, decider)
  const livedMs = () => session.nowMs - fromMs - session.asleepMs
  if (chance.below(4) > 0) session.join()
  while (livedMs() < leftMs && !session.isOver) {
    session.live(Math.min(weather.lengthMs, leftMs - livedMs()))
    tally.under = []
    if (session.isOver) break
    session.settle(recover(witness, session.nowMs, ttlMs, retry === 'points-only'))
    if (session.isOver) break
    const quiet = calm(chance, ttlMs)
    session.change(quiet)
    session.live(Math.min(quiet.lengthMs, leftMs - livedMs()))
    weather = storm(chance, ttlMs)
    session.change(weather)
  }
  return { livedMs: Math.max(1, livedMs()), asleepMs: session.asleepMs, nowMs: session.nowMs }
}

/** A new token, an aged one, a dead one, or none yet. */
function firstToken(chance: Chance, ttlMs: number, atMs: number): Opening['input']['token'] {
  const ageMs = chance.weighted([
    [6, 0],
    [2, chance.below(ttlMs)],
    [1, ttlMs + chance.below(ttlMs)],
  ])
  const hasNone = chance.oneIn(10)
  return hasNone
    ? { issuedAtMs: atMs, expiresAtMs: atMs }
    : { issuedAtMs: atMs - ageMs, expiresAtMs: atMs - ageMs + ttlMs }
}
