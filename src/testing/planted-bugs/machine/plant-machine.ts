import { enqueueActions } from 'xstate'
import type { TokenContext } from '../../../machines/context.ts'
import type { TokenEvent } from '../../../machines/events.ts'
import { guards } from '../../../machines/guards.ts'
import type { Policy } from '../../../machines/token-life.ts'
import { createTokenMachine, type TokenMachine } from '../../../machines/token-machine.ts'
import { token } from '../../../machines/vocabulary.ts'
import { deciderOf } from '../../deciders/machine-decider.ts'
import type { MachineBug } from '../planted-bug.ts'

type GuardName = keyof typeof guards
type ActionName = 'handlePoints' | 'request' | 'remake' | 'adopt' | 'fail' | 'waitForQuiet' | 'leave' | 'kick'

/** What a guard or an action looks at. */
interface Now {
  readonly context: TokenContext
  readonly event: TokenEvent
}

/** An action as it is, with something wrong before it or after it. */
interface Spoilt {
  /** What the action takes the memory to be. Taken back after it, but for what the action itself changes. */
  readonly sees?: (now: Now) => Partial<TokenContext>
  /** What it leaves behind, beside what it does: `now` is before it, `after` is the memory after it. */
  readonly leaves?: (now: Now, after: TokenContext) => Partial<TokenContext>
  /** An action that is done too. */
  readonly also?: { readonly type: string; readonly params?: object }
}

/** A machine's rows, as they were given to XState. */
export interface Rows {
  readonly context: (now: { readonly input: never }) => TokenContext
  readonly on: Readonly<Record<string, unknown>>
  readonly states: Readonly<Record<string, Rows>>
}

/** What is wrong with a machine; all else is the real one. */
interface Wrong extends Pick<MachineBug, 'name' | 'says' | 'breaks'> {
  /** Guards that answer wrongly; each may ask the real one. */
  readonly guards?: { readonly [Name in GuardName]?: (now: Now, real: (now: Now) => boolean) => boolean }
  readonly actions?: { readonly [Name in ActionName]?: Spoilt }
  readonly rows?: (rows: Rows, policy: Policy) => Rows
}

/** A real machine with one thing about it spoilt. None of its logic is written here a second time. */
export function plantMachine({ name, says, breaks, ...wrong }: Wrong): MachineBug {
  const create = (...made: Parameters<typeof createTokenMachine>) =>
    spoil(createTokenMachine(...made), made[0], wrong)
  const machines = { stay: create('stay'), kick: create('kick') }
  return {
    kind: 'machine',
    name,
    says,
    breaks,
    createTokenMachine: create,
    decider: deciderOf((policy) => machines[policy]),
  }
}

function spoil(
  machine: TokenMachine,
  policy: Policy,
  { rows, ...wrong }: Omit<Wrong, 'name' | 'says' | 'breaks'>,
) {
  const made = rows ? token.createMachine(rows(machine.config as never, policy) as never) : machine
  const real = machine.implementations.actions
  const spoilt = Object.entries(wrong.actions ?? {}).flatMap(([name, how]) => [
    [asItWas(name), real[name as ActionName]],
    [name, around(name, how)],
  ])
  return made.provide({
    guards: Object.fromEntries(
      Object.entries(wrong.guards ?? {}).map(([name, asks]) => [
        name,
        (now: Now) => asks(now, guards[name as GuardName] as (now: Now) => boolean),
      ]),
    ),
    actions: Object.fromEntries(spoilt),
  }) as TokenMachine
}

const asItWas = (name: string) => `${name}, as it was`

const around = (name: string, { sees, leaves, also }: Spoilt) =>
  enqueueActions(({ context, event, enqueue }, params) => {
    const now = { context, event } as Now
    const seen = sees?.(now) ?? {}
    const assign = (change: (after: TokenContext) => Partial<TokenContext>) =>
      enqueue.assign((({ context: after }: Now) => change(after)) as never)
    assign(() => seen)
    enqueue({ type: asItWas(name), params } as never)
    assign((after) => untouched(seen, now.context, after))
    assign((after) => leaves?.(now, after) ?? {})
    if (also) enqueue(also as never)
  })

/** What was seen wrongly, and not changed, is as it was before. */
const untouched = (seen: Partial<TokenContext>, before: TokenContext, after: TokenContext) =>
  Object.fromEntries(
    (Object.keys(seen) as (keyof TokenContext)[])
      .filter((key) => after[key] === seen[key])
      .map((key) => [key, before[key]]),
  )

/** The rows of one inner state, `idle` or `requesting`, replaced in every outer state. */
export const inEach = (
  rows: Rows,
  inner: 'idle' | 'requesting',
  change: (on: Rows['on']) => Rows['on'],
): Rows => ({
  ...rows,
  states: Object.fromEntries(
    Object.entries(rows.states).map(([name, outer]) => {
      const state = outer.states?.[inner]
      if (!state) return [name, outer]
      return [name, { ...outer, states: { ...outer.states, [inner]: { ...state, on: change(state.on) } } }]
    }),
  ),
})
