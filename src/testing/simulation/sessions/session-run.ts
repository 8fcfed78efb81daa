import { HalflifeError } from '../../../errors.ts'
import type { Journal } from '../../../services/journal/journal.ts'
import type { JournalRecord } from '../../../services/journal/record.ts'
import type { SessionOptions } from '../../../services/session/options.ts'
import { BrokenPromise } from '../broken-promise.ts'
import type { Call } from './issuer.ts'
import { ProcessClock } from './life-clock.ts'
import { Process } from './process.ts'
import { differenceIn, RecordChecks } from './record-checks.ts'
import type { Crash } from './script.ts'
import { StreamTap } from './stream-tap.ts'
import { inShort } from './telling.ts'
import { leaks } from './tokens.ts'
import type { World } from './world.ts'

/** How long the session's deadline keeper does not look at the time, at most. */
const sliceMs = 60_000

/** After so many steps of waiting promises settle; an append that fails needs more, and one to a file still more. */
const turns = { few: 8, refused: 60, most: 300 }

/** Sessions, one after the other, and what is checked on every step of them. */
export class SessionRun {
  readonly world: World
  process!: Process
  tap!: StreamTap
  checks!: RecordChecks
  journal!: Journal
  /** How the process is to end, or has just ended. */
  crash: Crash | undefined
  /** Records since it was last emptied. */
  readonly recent: JournalRecord[] = []
  /** Until then, ms of true time, what is due may be noticed late. */
  #lateUntilMs = 0
  /** There were records that waited when it was last looked: they are of some time ago. */
  #isBehind = false
  #processes = 0

  constructor(world: World) {
    this.world = world
    world.store.onCrash = () => this.#died()
  }

  /** Something happened to time: the session looks at it again within a slice of its deadline keeper. */
  disturb(): void {
    this.#lateUntilMs = this.world.clock.elapsedMs + sliceMs
  }

  /** The session is over: kicked, or closed. */
  get isOver(): boolean {
    return this.process.isClosed || this.process.isKicked
  }

  /** Opens a session, in a stream of its own. */
  async open(): Promise<void> {
    const { world } = this
    const { issuer, script, tally } = world
    const number = ++tally.sessions
    this.tap = new StreamTap(`lives/${number}`)
    this.checks = new RecordChecks(tally)
    this.recent.length = 0
    const chance = world.chance.fork('session', number)
    const first = chance.weighted<'new' | 'dead' | 'none'>([
      [8, 'new'],
      [1, 'dead'],
      [1, 'none'],
    ])
    const token =
      first === 'none'
        ? null
        : first === 'new'
          ? issuer.make().given
          : issuer.make(script.ttlMs, -2 * script.ttlMs).given
    world.tell(
      () => `a session is opened with ${{ new: 'a token', dead: 'a dead token', none: 'no token' }[first]}`,
    )
    const process = this.#process()
    process.session = world.sessions.openSession({ ...this.#options(process), token })
    if (chance.oneIn(2)) {
      process.call('joinedConference')
      world.tell(() => 'the participant joins a conference')
    }
    this.#listen(process)
    await this.settle()
  }

  /** Goes on from what is in the journal. @throws what resumeSession throws */
  async resume(token: SessionOptions['token']): Promise<void> {
    const { world } = this
    const process = this.#process(this.checks.last?.record.atMs)
    process.isPending = true
    // A resumed session says of itself that it has a token, or wants one.
    process.saying('token.supplied')
    process.saying('refresh.demanded')
    process.session = await world.sessions.resumeSession({
      ...this.#options(process),
      journal: this.tap.tapped(this.journal, () => process.isDead),
      stream: this.tap.stream,
      token,
    })
    process.isPending = false
    this.#listen(process)
  }

  /**
   * Time passes, with all that falls due; sessions that end are reported to `onOver`.
   *
   * @param byMs true time since the life began
   */
  async pass(byMs: number, onEnd: () => Promise<void>): Promise<void> {
    const { clock } = this.world
    do {
      const { process } = this
      if (process.isStirred || process.session.journalLag > 0 || !this.tap.isChecked) await this.settle()
      if (process.isDead || this.isOver) await onEnd()
    } while (clock.fireNext(byMs))
    clock.moveTo(byMs)
    this.#checkDue()
  }

  /** Everything settles that can, and is checked. @throws BrokenPromise */
  async settle(): Promise<void> {
    const { process, world, tap } = this
    const before = tap.appends
    let appends = before
    for (let turn = 0; turn < turns.most; turn++) {
      await undefined
      if (process.isStirred || tap.appends !== appends) {
        process.isStirred = false
        appends = tap.appends
        turn = 0
      }
      if (turn < turns.few) continue
      // What a store refuses waits, and for long.
      const waits = world.store.trouble ? turn < turns.refused : process.session.journalLag > 0
      if (process.isDead || !waits || (world.store.trouble && appends === before)) break
    }
    this.check()
  }

  /** Checks all that was recorded since the last time. @throws BrokenPromise */
  check(): void {
    const { world, checks, process } = this
    for (const record of this.tap.take()) this.#take(record)
    if (world.broken) throw world.broken
    this.#isBehind = process.isDead || process.session.journalLag > 0
    if (process.isDead) return
    const { status, context } = process.session.actor.getSnapshot()
    process.isKicked ||= status === 'done'
    if (process.session.journalLag === 0 && !process.isClosed && checks.context) {
      world.tally.checked('fold-is-live')
      const differs = differenceIn(context, checks.context)
      if (differs) throw new BrokenPromise('fold-is-live', differs)
      this.#prove(process)
    }
  }

  #take(record: JournalRecord): void {
    const { world, checks } = this
    // A token that is supplied may have points behind it already.
    const dueMs = Math.max(checks.nextDeadlineMs ?? Infinity, checks.last?.record.atMs ?? 0)
    this.recent.push(record)
    checks.take(record)
    world.tally.checked('only-what-was-said')
    if (!this.process.hasSaid(record.type))
      throw new BrokenPromise(
        'only-what-was-said',
        `${record.type} was recorded, and the app has not said it`,
      )
    world.tell(() => inShort(record))
    if (!this.#isPunctual || this.#isBehind || record.type !== 'deadline.reached' || dueMs === undefined)
      return
    world.tally.checked('due-is-processed')
    // A backoff may end between two milliseconds.
    const lateMs = record.atMs - dueMs
    if (lateMs > 1) throw new BrokenPromise('due-is-processed', `what was due was noticed ${lateMs} ms late`)
  }

  /** Every timer due by now has fired. @throws BrokenPromise */
  #checkDue(): void {
    const { process, checks, world } = this
    const { nextDeadlineMs } = checks
    if (!this.#isPunctual || process.isDead || this.isOver || process.session.journalLag > 0) return
    if (nextDeadlineMs === undefined) return
    world.tally.checked('due-is-processed')
    const nowMs = process.clock.sessionMs
    if (nextDeadlineMs < nowMs - 1)
      throw new BrokenPromise('due-is-processed', `something has been due for ${nowMs - nextDeadlineMs} ms`)
  }

  /** The callback was told what was recorded. */
  #prove(process: Process): void {
    for (const { attempt, stage, isExpired } of process.unproven.splice(0)) {
      this.world.tally.checked('truthful-is-expired')
      const fact = this.checks.requested.get(attempt)
      this.checks.requested.delete(attempt)
      const told = `attempt ${attempt} was made as ${stage}, isExpired ${isExpired}`
      if (!fact) throw new BrokenPromise('attempts-are-numbered', `${told}, and no fact announced it`)
      if (fact.stage !== stage) throw new BrokenPromise('attempts-are-numbered', `${told}, not ${fact.stage}`)
      if (fact.isExpired !== isExpired)
        throw new BrokenPromise('truthful-is-expired', `${told}, and the fact says ${fact.isExpired}`)
    }
  }

  /** Whatever is due now must be noticed now. */
  get #isPunctual(): boolean {
    const { clock } = this.world
    return clock.isExact && clock.elapsedMs > this.#lateUntilMs
  }

  #process(notBeforeMs = -Infinity): Process {
    const { clock, script, tally, complain } = this.world
    const number = ++this.#processes
    const processClock = new ProcessClock(clock, number, notBeforeMs, (message) =>
      complain(new BrokenPromise('one-timer', message)),
    )
    this.process = new Process(number, clock, processClock, script, tally, complain)
    this.disturb()
    return this.process
  }

  #options(process: Process): SessionOptions {
    const { world, tap } = this
    const { policy, retry, overlap, jitter, refreshTimeoutMs } = world.script
    const chance = world.chance.fork('random', process.number)
    return {
      ...{ policy, retry, overlap, jitter, refreshTimeoutMs },
      clock: process.clock,
      random: () => chance.below(4_294_967_296) / 4_294_967_296,
      journal: tap.tapped(this.journal, () => process.isDead),
      stream: tap.stream,
      refresh: world.issuer.callbackOf(process.number, {
        onCall: (call) => this.#called(process, call),
        onAnswer: () => {
          process.isStirred = true
        },
        onShort: () => process.cause(),
        reenter: (call) => {
          // The first call may come while the session is being resumed: then nobody has it yet.
          if (!process.isDead && !process.isPending) process.call(call, this.world.issuer.mint.latest?.value)
        },
      }),
    }
  }

  #called(process: Process, call: Call): void {
    if (process.isDead) return
    const { attempt, stage, isExpired } = call
    this.world.tell(() => `call ${attempt} of the callback: ${stage}, isExpired ${isExpired}`)
    process.called(call)
  }

  #listen(process: Process): void {
    const { tally, complain } = this.world
    process.session.on('*', (event) => {
      if (event.type !== 'journal.failed' && event.type !== 'journal.fenced' && event.type !== 'clock.skewed')
        return
      tally.checked('no-secret-leaves')
      this.world.tell(() => event.type)
      if (leaks(JSON.stringify(event)) || ('error' in event && leaks(String(event.error))))
        complain(new BrokenPromise('no-secret-leaves', `${event.type} holds a piece of a token`))
      if (event.type === 'journal.fenced')
        complain(
          new BrokenPromise('records-are-gapless', 'the session found another writer, and there is none'),
        )
    })
  }

  /** The process has died: nothing it does from now on has an effect. */
  #died(): void {
    this.process.die()
    this.process.clock.stop()
  }

  /** The process dies at its next append. */
  doom(crash: Crash): void {
    this.crash = crash
    this.world.store.crash = crash
  }

  /** The process dies now, though it appends nothing. */
  kill(crash: Crash): void {
    this.world.store.abandon()
    this.crash = crash
    this.#died()
  }

  /** A refusal of the journal, by its code; `undefined` if it did not refuse. */
  async refusal(act: () => Promise<unknown>): Promise<string | undefined> {
    try {
      await act()
      return undefined
    } catch (error) {
      if (error instanceof HalflifeError) return error.code
      throw error
    }
  }
}
