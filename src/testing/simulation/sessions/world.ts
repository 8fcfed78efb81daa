import { openSession } from '../../../services/session/open-session.ts'
import { resumeSession } from '../../../services/session/resume-session.ts'
import type { Sessions } from '../../planted-bugs/replacements.ts'
import { exactSpan } from '../../words/exact-span.ts'
import type { BrokenPromise } from '../broken-promise.ts'
import { Chance } from '../chance.ts'
import type { Fault } from '../faults.ts'
import { Issuer } from './issuer.ts'
import { LifeClock } from './life-clock.ts'
import { SessionTally } from './promises.ts'
import type { SessionScript } from './script.ts'
import type { Store } from './store/store.ts'

export interface WorldOptions {
  /** How sessions are opened and resumed: yours, or a wrong way. Default: halflife's own. */
  readonly sessions?: Sessions | undefined
  /** Where the journal is kept. Default: as the script says, a memory or a simulated disk that keep what they should. */
  readonly store?: Store | undefined
  /** Hears what happens, as lines for people. */
  readonly onLine?: ((line: string) => void) | undefined
}

const originMs = 1_800_000_000_000

/** All that outlives a process: time, the issuer, the store, and what was seen so far. */
export class World {
  readonly script: SessionScript
  readonly sessions: Sessions
  readonly clock: LifeClock
  readonly issuer: Issuer
  readonly store: Store
  readonly tally = new SessionTally()
  readonly chance: Chance
  /** The first promise that was broken. */
  broken: BrokenPromise | undefined
  readonly #onLine: ((line: string) => void) | undefined

  constructor(script: SessionScript, store: Store, { sessions, onLine }: WorldOptions) {
    const { aheadMs, form, ttlMs, seed } = script
    this.script = script
    this.store = store
    this.sessions = sessions ?? { openSession, resumeSession }
    this.clock = new LifeClock(originMs + aheadMs)
    this.issuer = new Issuer({
      clock: this.clock,
      form,
      ttlMs,
      originMs,
      strike: (fault) => this.strike(fault),
    })
    this.chance = new Chance(seed, 'world')
    this.#onLine = onLine
  }

  /** What the wall clock would show if nobody had set it, ms since the epoch. */
  get rightWallMs(): number {
    return originMs + this.clock.elapsedMs + this.script.aheadMs
  }

  /** By what the issuer's clock shows, ms since the epoch. */
  issuedMs(elapsedMs: number): number {
    return originMs + elapsedMs
  }

  strike(fault: Fault): void {
    this.tally.strike(fault)
  }

  /** The first complaint counts: what comes after it may come of it. */
  readonly complain = (broken: BrokenPromise): void => {
    this.broken ??= broken
  }

  /** Says what happens. It is not put into words unless somebody listens. */
  tell(what: () => string): void {
    this.#onLine?.(`${exactSpan(this.clock.elapsedMs)}  ${what()}`)
  }
}
