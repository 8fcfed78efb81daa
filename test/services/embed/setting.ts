import {
  createTokenMachine,
  createTokenVault,
  deadlineActor,
  deliver,
  type Policy,
  type RefreshActorOptions,
  refreshActor,
  type TokenEvent,
  type TokenFact,
  type TokenInput,
} from 'halflife'
import { onTestFinished } from 'vitest'
import { type ActorOptions, createActor } from 'xstate'
import { statePath } from '../../../src/machines/state-path.ts'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import { callback, startMs } from '../session/setting.ts'

export { type Call, hourMs, jwt, minuteMs, opaque, startMs, thrown, told } from '../session/setting.ts'

type Logic = ReturnType<typeof createTokenMachine>

export interface Embedding extends Partial<RefreshActorOptions> {
  readonly policy?: Policy
  readonly clock?: TestClock
  readonly input?: Partial<TokenInput>
  /** Where a machine that was persisted goes on. */
  readonly snapshot?: unknown
  readonly inspect?: ActorOptions<Logic>['inspect']
  /** Default true. */
  readonly starts?: boolean
}

/** Something that happened; without a time, now. */
export type Happening<Event extends TokenEvent = TokenEvent> = Event extends TokenEvent
  ? Omit<Event, 'atMs'> & { readonly atMs?: number }
  : never

/**
 * A machine as an app embeds it: on a test clock, with a token of a minute, whose points are at 30, 45 and 60 s;
 * its calls wait for the test to answer. Stopped when the test is over.
 */
export function embed(options: Embedding = {}) {
  const { policy = 'stay', clock = new TestClock(startMs), input, snapshot, inspect, ...rest } = options
  const { starts = true, vault = createTokenVault(), ...refreshOptions } = rest
  const { calls, call, refresh } = callback(clock)
  const refreshing = refreshActor(refresh, { random: () => 0.5, ...refreshOptions, clock, vault })
  const atMs = clock.now()
  const actor = createActor(
    createTokenMachine(policy).provide({
      actors: { deadline: deadlineActor({ clock }), refresh: refreshing },
    }),
    {
      input: { token: { issuedAtMs: atMs, expiresAtMs: atMs + 60_000 }, atMs, ...input },
      ...(snapshot !== undefined && { snapshot: snapshot as never }),
      ...(inspect && { inspect }),
    },
  )
  if (snapshot === undefined) vault.put(0, 'token-0')
  const heard: TokenFact[] = []
  actor.on('*', (fact) => heard.push(fact))
  if (starts) actor.start()
  onTestFinished(() => void actor.stop())

  return {
    actor,
    clock,
    vault,
    calls,
    call,
    heard,
    say: (event: Happening) => deliver(actor, { atMs: clock.now(), ...event } as TokenEvent),
    get state() {
      return statePath(actor.getSnapshot().value)
    },
    get context() {
      return actor.getSnapshot().context
    },
    /** What is written to disk. */
    persist: (): unknown => JSON.parse(JSON.stringify(actor.getPersistedSnapshot())),
  }
}

/** A fact, short: its type, when (ms since the start), and what tells it from others. */
export const brief = (facts: readonly TokenFact[]) =>
  facts.map(({ type, atMs, ...rest }) => {
    const { attempt, stage, why } = rest as { attempt?: number; stage?: string; why?: string }
    return [type, atMs - startMs, ...[attempt, stage, why].filter((part) => part !== undefined)].join(' ')
  })
