import { describe, expect, it } from 'vitest'
import type { TokenEvent } from '../../../src/machines/events.ts'
import {
  type Decider,
  enter,
  machineDecider,
  type Opening,
  openLedger,
  step,
  type TraceEntry,
} from '../../../src/testing/index.ts'
import { recover } from '../../../src/testing/simulation/core/recover.ts'
import { Tally } from '../../../src/testing/simulation/core/tally.ts'
import type { Witness } from '../../../src/testing/simulation/core/witness.ts'

// In a simulation the model finds what is wrong before it can matter. Here nobody compares: a session of a decider that
// is wrong in its whole ways must be found out in the calm.

const hourMs = 3_600_000

class Unwatched<State> {
  readonly tally = new Tally()
  readonly opening: Opening
  ledger: ReturnType<typeof openLedger>
  readonly told: TokenEvent[] = []
  readonly #decider: Decider<State>
  #state: State
  #last: TraceEntry | undefined

  constructor(decider: Decider<State>, policy: Opening['policy']) {
    this.opening = { policy, input: { token: { issuedAtMs: 0, expiresAtMs: hourMs }, atMs: 0 } }
    this.ledger = openLedger(this.opening)
    this.#decider = decider
    this.#state = decider.initial(this.opening)
  }

  get nextDeadlineMs() {
    return this.#decider.nextDeadlineMs(this.#state)
  }

  get path() {
    return this.#last?.state ?? 'valid.idle'
  }

  isDue(atMs: number) {
    return this.nextDeadlineMs !== null && this.nextDeadlineMs <= atMs && !this.ledger.isKicked
  }

  tell(event: TokenEvent) {
    const { state, entry } = step(this.#decider, this.#state, event)
    this.#state = state
    this.#last = entry
    this.ledger = enter(this.ledger, event, entry.facts)
    this.told.push(event)
    return entry.facts
  }
}

/** The machine, but deaf to an event: it changes nothing, and decides nothing. */
const deafTo = (...types: readonly TokenEvent['type'][]): Decider<never> => {
  const real = machineDecider as unknown as Decider<never>
  return {
    ...real,
    decide: (state, event) => (types.includes(event.type) ? { state, facts: [] } : real.decide(state, event)),
    // Whoever does not hear a deadline does not wait for it either.
    nextDeadlineMs: (state) => (types.includes('deadline.reached') ? null : real.nextDeadlineMs(state)),
  }
}

function calmAfter(
  decider: Decider<never>,
  policy: Opening['policy'],
  asks: boolean,
  ...events: TokenEvent[]
) {
  const session = new Unwatched(decider, policy)
  for (const event of events) session.tell(event)
  const endMs = recover(session as unknown as Witness<never>, session.ledger.atMs, hourMs, asks)
  return { session, endMs }
}

const due = (atMs: number): TokenEvent => ({ type: 'deadline.reached', atMs })
const failed = (atMs: number, attempt: number, retryAtMs?: number): TokenEvent => ({
  type: 'refresh.failed',
  atMs,
  attempt,
  reason: 'threw',
  ...(retryAtMs && { retryAtMs }),
})
const joined: TokenEvent = { type: 'conference.joined', atMs: 0 }

describe('in the calm', () => {
  const expired = [due(hourMs), failed(hourMs + 5, 1, hourMs + 60_000)]

  it('the machine recovers, by its backoff or because the app asks', () => {
    for (const asks of [true, false]) {
      const { session } = calmAfter(deafTo(), 'stay', asks, ...expired)
      expect(session.path).toBe('valid.idle')
      expect(session.tally.checks).toMatchObject({
        'stay-recovers': 1,
        'every-attempt-settles': 1,
        'kick-ends': 0,
      })
    }
  })

  it('stay-recovers: whoever does not retry is found', () => {
    const forgetful = { ...deafTo(), nextDeadlineMs: () => null }
    expect(() => calmAfter(forgetful, 'stay', false, ...expired)).toThrow('the state is expired.idle')
  })

  it('stay-recovers: whoever does not hear the app is found', () =>
    expect(() =>
      calmAfter(deafTo('refresh.demanded'), 'stay', true, due(hourMs), failed(hourMs + 5, 1)),
    ).toThrow('the state is expired.idle'))

  it('stay-recovers: whoever takes no answer is found', () =>
    expect(() => calmAfter(deafTo('refresh.succeeded'), 'stay', true, ...expired)).toThrow(
      'five minutes after',
    ))

  it('every-attempt-settles: whoever asks again after each answer is found', () => {
    const real = deafTo()
    let attempt = 1
    const restless: Decider<never> = {
      ...real,
      decide: (state, event) => {
        const { atMs } = event
        if (event.type !== 'refresh.succeeded') return real.decide(state, event)
        return {
          state,
          facts: [{ type: 'refresh.requested', atMs, attempt: ++attempt, stage: 'demand', isExpired: true }],
        }
      },
    }
    expect(() => calmAfter(restless, 'stay', true, due(hourMs))).toThrow('there is no rest')
  })

  it('kick-ends: whoever stays in the conference with a dead token is found', () => {
    expect(() =>
      calmAfter(deafTo('deadline.reached'), 'kick', true, joined, {
        type: 'conference.joined',
        atMs: hourMs,
      }),
    ).toThrow('still there')
    const { session } = calmAfter(deafTo(), 'kick', true, joined, due(hourMs))
    expect(session.ledger.isKicked).toBe(true)
  })
})
