import type { TokenEvent } from '../../../machines/events.ts'
import type { RefreshRequested } from '../../../machines/facts.ts'
import { isAhead, isAlive } from '../../traces/ledger.ts'
import type { Chance } from '../chance.ts'
import type { Fault } from '../faults.ts'
import { foundToken, sayingOfApp } from './app.ts'
import { arrivalEvent } from './arrival-event.ts'
import { Arrivals } from './arrivals.ts'
import { type Coming, endingOf } from './callback.ts'
import type { SimulatedDecider } from './compiled-decider.ts'
import type { Hosting } from './hosting.ts'
import type { Weather } from './weather.ts'
import type { Witness } from './witness.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

/**
 * A session in a simulated world: a host that keeps its three promises, whatever the weather. It visits one moment
 * after the other; a deadline that is due comes before whatever else happens.
 */
export class HostedSession<State> {
  /** The session's time, ms. */
  nowMs: number
  /** How much time was slept or jumped over, ms. */
  asleepMs = 0
  readonly #witness: Witness<State>
  readonly #chance: Chance
  readonly #hosting: Hosting
  readonly #decider: () => SimulatedDecider<State>
  #weather: Weather
  readonly #coming = new Arrivals()
  #nextActionMs = 0
  /** When the host notices the deadline, and which one it is. */
  #noticeMs = Infinity
  #noticed: number | null = null

  constructor(
    witness: Witness<State>,
    chance: Chance,
    hosting: Hosting,
    weather: Weather,
    decider: () => SimulatedDecider<State>,
  ) {
    this.#witness = witness
    this.#chance = chance
    this.#hosting = hosting
    this.#weather = weather
    this.#decider = decider
    this.nowMs = witness.opening.input.atMs
    this.change(weather)
  }

  get isOver(): boolean {
    return this.#witness.ledger.isKicked
  }

  /** The participant enters the conference. */
  join(): void {
    this.#say({ type: 'conference.joined', atMs: this.nowMs })
  }

  /** The weather is another one from now on. */
  change(weather: Weather): void {
    this.#weather = weather
    this.#planAction()
    this.#plan()
  }

  /** All that was on its way is lost: the faults have stopped, and somebody else has seen to the session. */
  settle(atMs: number): void {
    this.#coming.loseAll()
    this.nowMs = atMs
    this.#plan()
  }

  /** Lives until then, or until it is kicked. Sleep makes the time longer, not the life. */
  live(forMs: number): void {
    const { ledger } = this.#witness
    let untilMs = this.nowMs + forMs
    if (ledger.isKicked) return
    for (;;) {
      const { first } = this.#coming
      const atMs = Math.min(this.#noticeMs, first?.atMs ?? Infinity, this.#nextActionMs)
      if (atMs >= untilMs) break
      this.nowMs = Math.max(this.nowMs, atMs)
      if (atMs === this.#noticeMs) this.#tell({ type: 'deadline.reached', atMs: this.nowMs })
      else if (first !== undefined && atMs === first.atMs) this.#arrive(first)
      else {
        const before = this.asleepMs
        this.#act()
        untilMs += this.asleepMs - before
      }
      if (this.isOver) return
      this.#plan()
    }
    this.nowMs = Math.max(this.nowMs, untilMs)
  }

  /** Tells an event, and before it, what is due. */
  #say(event: TokenEvent): void {
    this.#handleDue(event.atMs)
    if (!this.isOver) this.#tell(event)
  }

  /** More than once, if the callback that was called has supplied a token which is due itself. */
  #handleDue(atMs: number): void {
    while (this.#witness.isDue(atMs)) this.#tell({ type: 'deadline.reached', atMs })
  }

  #tell(event: TokenEvent): void {
    for (const fact of this.#witness.tell(event)) {
      if (fact.type === 'refresh.requested') this.#ask(fact)
      if (fact.type === 'token.adopted' && this.#weather.faults.has('rejection-storm'))
        this.#storm(fact.generation)
    }
  }

  /** Calls the callback. */
  #ask({ attempt }: RefreshRequested): void {
    const { fault, coming } = endingOf(this.#chance, this.#weather, this.nowMs, attempt, this.#hosting)
    this.#coming.add(...coming)
    // Now and then somebody does something while a token is being fetched: a moment that chance alone seldom meets.
    if (this.#chance.oneIn(32))
      this.#nextActionMs = Math.min(this.#nextActionMs, this.nowMs + this.#chance.below(2000))
    if (fault === undefined) return
    this.#witness.tally.strike(fault)
    if (fault === 're-enters') this.#appSays()
  }

  #arrive(coming: Coming): void {
    this.#coming.remove(coming)
    const atMs = this.nowMs
    // The answer is read when all that is due has been handled.
    this.#handleDue(atMs)
    if (this.isOver) return
    this.#tell(arrivalEvent(coming, atMs, this.#witness, this.#hosting, this.#chance))
  }

  /** The platform rejects a token soon after it was taken, and says so more than once. */
  #storm(generation: number): void {
    if (this.#weather.strikesLeft <= 0) return
    this.#weather.strikesLeft--
    this.#witness.tally.strike('rejection-storm')
    for (let left = this.#chance.between(1, 4); left > 0; left--) {
      const atMs = this.nowMs + this.#chance.below(5000)
      this.#coming.add({ atMs, kind: 'rejection', generation })
    }
  }

  /** A fault of the world strikes, or the app says something. */
  #act(): void {
    const { ofWorld } = this.#weather
    this.#planAction()
    if (ofWorld.length > 0 && this.#chance.below(3) > 0) this.#strike(this.#chance.pick(ofWorld))
    else this.#appSays()
  }

  #appSays(): void {
    const { policy } = this.#witness.ledger
    const saying = sayingOfApp(this.#chance, this.nowMs, { policy, ttlMs: this.#hosting.ttlMs })
    if (saying) this.#say(saying)
  }

  #strike(fault: Fault): void {
    const { tally, ledger } = this.#witness
    const chance = this.#chance
    tally.strike(fault)
    switch (fault) {
      case 'sleep':
        return this.#sleep(chance.oneIn(20) ? chance.between(1, 30 * dayMs) : this.#napMs(), chance.oneIn(2))
      case 'frozen':
        return this.#sleep(this.#napMs(), false)
      case 'clock-set-forward':
        return this.#sleep(chance.oneIn(4) ? chance.between(1, 365 * dayMs) : this.#napMs(), true)
      case 'clock-set-back':
        return this.#setBack(chance.below(minuteMs))
      case 'revocation':
        return this.#say({ type: 'api.rejected', atMs: this.nowMs, generation: ledger.generation })
      case 'delayed-401': {
        const { generation } = ledger
        const old = generation - chance.between(0, Math.min(2, generation))
        const atMs = this.nowMs + chance.below(this.#hosting.ttlMs)
        this.#coming.add({ atMs, kind: 'rejection', generation: old })
        return
      }
      default:
        return this.#restart(fault === 'upgrade')
    }
  }

  /** Most naps are short, some pass a point or all of them. */
  #napMs(): number {
    return this.#chance.oneIn(2)
      ? this.#chance.between(1, minuteMs)
      : this.#chance.between(1000, 2 * this.#hosting.ttlMs)
  }

  /** Nothing is seen for a while. Answers come meanwhile, and wait; or they sleep, too. */
  #sleep(forMs: number, withAnswers: boolean): void {
    this.nowMs += forMs
    this.asleepMs += forMs
    this.#nextActionMs += forMs
    if (withAnswers) this.#coming.delay(forMs)
  }

  /**
   * The wall clock is set back. The session's time goes on from where it was last looked at: so much of it is lost,
   * and everything else comes that much sooner.
   */
  #setBack(unseenMs: number): void {
    const lostMs = Math.min(unseenMs, this.nowMs - this.#witness.ledger.atMs)
    this.nowMs -= lostMs
    this.#nextActionMs -= lostMs
    this.#coming.delay(-lostMs)
  }

  /** The process ends, and with it the attempts that were out. Another goes on, after a while. */
  #restart(isUpgrade: boolean): void {
    const witness = this.#witness
    const chance = this.#chance
    const last = witness.ledger.lastAttempt
    this.#coming.loseAnswers()
    witness.restart(isUpgrade ? this.#decider() : undefined)
    this.#sleep(chance.oneIn(4) ? this.#napMs() : chance.below(5000), false)
    this.#say({ type: 'session.resumed', atMs: this.nowMs, attempt: last })
    if (this.isOver) return
    const { ledger } = witness
    const isUsable = isAlive(ledger.token, this.nowMs) && !ledger.isRejected
    if (chance.oneIn(3)) {
      const token = foundToken(chance, this.nowMs, this.#hosting.ttlMs)
      this.#say({ type: 'token.supplied', atMs: this.nowMs, token })
    } else if (!isUsable && !ledger.inFlight && !isAhead(ledger.retryAtMs, this.nowMs))
      this.#say({ type: 'refresh.demanded', atMs: this.nowMs })
  }

  #planAction(): void {
    this.#nextActionMs = this.nowMs + 1 + this.#chance.below(2 * this.#weather.gapMs)
  }

  /** When the deadline will be noticed: in time, unless timers are late. */
  #plan(): void {
    const { nextDeadlineMs, tally } = this.#witness
    if (nextDeadlineMs === this.#noticed) return
    this.#noticed = nextDeadlineMs
    if (nextDeadlineMs === null) {
      this.#noticeMs = Infinity
      return
    }
    const { faults } = this.#weather
    const dueMs = Math.max(this.nowMs, nextDeadlineMs)
    this.#noticeMs = dueMs
    if (faults.size === 0) return
    if (faults.has('timers-late') && this.#chance.oneIn(2)) {
      this.#noticeMs = dueMs + this.#chance.below(5 * minuteMs)
      tally.strike('timers-late')
    }
    if (faults.has('throttled')) {
      this.#noticeMs = Math.ceil(this.#noticeMs / minuteMs) * minuteMs
      tally.strike('throttled')
    }
  }
}
