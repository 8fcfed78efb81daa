import type {
  AttemptContext,
  GivenToken,
  Journal,
  JournalRecord,
  Session,
  SessionEvent,
} from '../../../src/index.ts'
import { createMemoryJournal, HalflifeError, openSession } from '../../../src/index.ts'
import {
  type Answer,
  type CallbackCall,
  callbackFrom,
  type LifeRecipe,
  Mint,
  type Observer,
  observe,
  passTime,
  type Reentry,
  TestClock,
  type Trace,
  type TraceObservations,
  type WatchedClock,
  watchClock,
} from '../../../src/testing/index.ts'
import type { Script, Step } from './script.ts'

const startMs = 1_800_000_000_000

/** One call of the callback, as the callback saw it. */
export interface Call {
  readonly isExpired: boolean
  readonly attempt: number
  readonly stage: AttemptContext['stage']
  readonly signal: AbortSignal
  /** When, on the monotonic clock, ms. */
  readonly elapsedMs: number
}

/** What an awaited call of the app came to. */
export interface Awaited {
  readonly what: string
  settled: 'pending' | 'resolved' | 'rejected'
  error?: unknown
}

/** A session that lives through a script. */
export class Run {
  readonly clock: TestClock
  readonly watched: WatchedClock
  readonly mint: Mint
  readonly journal: Journal
  readonly #eye: Observer
  readonly stream = 'room/alice'
  readonly calls: Call[] = []
  readonly events: SessionEvent[] = []
  readonly awaited: Awaited[] = []
  /** What the app's calls threw. All of them are ours, or the run fails. */
  readonly errors: unknown[] = []
  readonly inspected: unknown[] = []
  readonly session: Session
  readonly #form: LifeRecipe['form']
  readonly #heal: () => void
  readonly #inUse: string[] = []

  constructor(script: Script, options: Partial<Parameters<typeof openSession>[0]> = {}) {
    const { first, aheadMs, behaviours, steps: _, ...rest } = script
    this.clock = new TestClock(startMs + aheadMs)
    this.mint = new Mint(() => startMs + this.clock.elapsedMs)
    this.journal = options.journal ?? createMemoryJournal()
    this.#eye = observe({ journal: this.journal, stream: this.stream })
    const { clock, inspect } = this.#eye.options(this.clock)
    this.watched = watchClock(clock)
    this.#form = first?.form ?? 'jwt'
    const { callback, heal } = callbackFrom(behaviours, {
      clock: this.clock,
      mint: this.mint,
      known: (which) => this.#known(which),
      reenter: (reentry) => this.#reenter(reentry),
      onCall: (call) => void this.calls.push(this.#seen(call)),
    })
    this.#heal = heal
    this.session = openSession({
      ...rest,
      token: first && this.mint.make(first),
      refresh: callback,
      clock: this.watched,
      random: () => 0.5,
      journal: this.journal,
      stream: this.stream,
      inspect: (event) => {
        this.inspected.push(event)
        inspect(event)
      },
      ...options,
    })
    this.session.on('*', (event) => void this.events.push(event))
  }

  /** From now on the callback does what it should: it gives a new token of ten minutes, at once. */
  heal(): void {
    this.#heal()
  }

  /** One step, after which everything that can settle has. */
  async step(step: Step): Promise<void> {
    if ('time' in step) await passTime(this.clock, step)
    else this.#say(step)
    await this.clock.settle()
  }

  /** All that is in the journal. */
  async records(): Promise<JournalRecord[]> {
    await this.session.flush()
    const records: JournalRecord[] = []
    for await (const record of this.journal.read(this.stream)) records.push(record)
    return records
  }

  /** All that happened, and was seen. */
  async trace(more: Pick<TraceObservations, 'secrets' | 'unhandled'> = {}): Promise<Trace> {
    await this.session.flush()
    return this.#eye.trace({ calls: this.calls, ...more })
  }

  #say(step: Extract<Step, { app: string }>): void {
    const { session } = this
    switch (step.app) {
      case 'freshToken':
      case 'refreshNow':
      case 'close':
        return this.#await(step.app)
      case 'reportRejected':
        return this.#try(() => session.reportRejected(this.#reported(step.which)))
      case 'supplyToken':
        return this.#try(() => session.supplyToken(this.#given(step.answer)))
      case 'token':
        return this.#try(() => this.#noteInUse())
      default:
        return this.#try(() => session[step.app]())
    }
  }

  #reenter(reentry: Reentry): void {
    // The first call may come while the session is being opened: then nobody has it yet.
    if ((this.session as Session | undefined) === undefined) return
    if (reentry === 'reportRejected') this.#say({ app: reentry, which: 'in-use' })
    else if (reentry === 'supplyToken')
      this.#say({ app: reentry, answer: { give: 'token', recipe: { form: this.#form, ttlMs: 45_000 } } })
    else this.#say({ app: reentry })
  }

  /** Nothing but our own errors comes out of a session. */
  #try(act: () => void): void {
    try {
      act()
    } catch (error) {
      this.#ours(error)
    }
  }

  #await(what: 'freshToken' | 'refreshNow' | 'close'): void {
    const awaited: Awaited = { what, settled: 'pending' }
    this.awaited.push(awaited)
    const promise: Promise<unknown> = this.session[what]()
    promise.then(
      () => {
        awaited.settled = 'resolved'
      },
      (error) => {
        awaited.settled = 'rejected'
        awaited.error = error
        this.errors.push(error)
      },
    )
  }

  #ours(error: unknown): void {
    this.errors.push(error)
    if (!(error instanceof HalflifeError)) throw error
  }

  #noteInUse(): string {
    const token = this.session.token()
    if (this.#inUse.at(-1) !== token) this.#inUse.push(token)
    return token
  }

  #reported(which: 'in-use' | 'of-before' | 'unknown'): string {
    return (which === 'unknown' ? undefined : this.#stringInUse(which)) ?? 'a-token-nobody-has-seen'
  }

  #stringInUse(which: 'in-use' | 'of-before'): string | undefined {
    try {
      this.#noteInUse()
    } catch {
      // There is none now: then the last one there was is meant.
    }
    return this.#inUse.at(which === 'in-use' ? -1 : -2)
  }

  #known(which: 'in-use' | 'of-before'): GivenToken | undefined {
    const value = this.#stringInUse(which)
    if (value === undefined) return undefined
    return value.split('.').length === 3 ? value : { value, expiresInSeconds: 60 }
  }

  #seen({ told: [isExpired, context], atMs: _, signal: __ }: CallbackCall): Call {
    return {
      isExpired: isExpired as boolean,
      ...(context as AttemptContext),
      elapsedMs: this.clock.elapsedMs,
    }
  }

  #given(answer: Answer): GivenToken {
    if (answer.give === 'error') return this.mint.make({ form: 'jwt', ttlMs: 1000, ageMs: 5000 })
    if (answer.give === 'token') {
      // What is no token at all, `undefined` and `null`, has a test of its own.
      return (this.mint.make(answer.recipe) as GivenToken | null | undefined) ?? 'a.b.c'
    }
    const known = this.#known(answer.give === 'token-in-use' ? 'in-use' : 'of-before')
    return known ?? this.mint.make({ form: this.#form, ttlMs: 60_000 })
  }
}

/** Lives a script to its end. `look` sees the session after each step. */
export async function live(
  script: Script,
  look: (run: Run) => void | Promise<void> = () => {},
  options: Partial<Parameters<typeof openSession>[0]> = {},
): Promise<Run> {
  const run = new Run(script, options)
  await run.clock.settle()
  await look(run)
  for (const step of script.steps) {
    await run.step(step)
    await look(run)
  }
  return run
}
