import { and, type MachineContext, not, or } from 'xstate'
import type { AnyEvent, Machine } from './machine.ts'
import { NotCompiledError } from './refusal.ts'

/** What a guard is given. */
export interface GuardArgs {
  readonly context: MachineContext
  readonly event: AnyEvent
}

/** A question, and the params with which it is asked. */
export interface Guard {
  readonly ask: (args: GuardArgs, params: unknown) => unknown
  readonly params: unknown
}

interface Builtin {
  readonly check: unknown
  readonly guards: readonly unknown[]
}
const checkOf = (guard: unknown) => (guard as Builtin).check
// A bundler may rename XState's functions: they are known by identity.
const checks = { and: checkOf(and([])), or: checkOf(or([])), not: checkOf(not(() => true)) }

/** Resolves what stands where a guard goes: a name, an object with params, a function, `and`, `or` or `not`. */
export function guardOf(machine: Machine, place: string, written: unknown): Guard {
  if (typeof written === 'function') return functionGuard(machine, place, written, undefined)
  const { type, params } = typeof written === 'string' ? { type: written } : (written as Named)
  const named = (machine.implementations.guards as Record<string, unknown>)[type]
  if (!named) throw new NotCompiledError(place, `guard '${type}' without an implementation`)
  // A name may stand for another name.
  if (typeof named !== 'function') return guardOf(machine, place, named)
  return functionGuard(machine, place, named, params)
}

interface Named {
  readonly type: string
  readonly params?: unknown
}

function functionGuard(machine: Machine, place: string, guard: object, params: unknown): Guard {
  if ('check' in guard) return { ask: combination(machine, place, guard as Builtin), params: undefined }
  const ask = guard as Guard['ask']
  if (typeof params !== 'function') return { ask, params }
  return {
    ask: (args) => ask(args, params({ context: args.context, event: args.event })),
    params: undefined,
  }
}

function combination(machine: Machine, place: string, { check, guards }: Builtin): Guard['ask'] {
  if (check !== checks.and && check !== checks.or && check !== checks.not)
    throw new NotCompiledError(place, 'stateIn')
  const parts = guards.map((guard) => guardOf(machine, place, guard))
  const holds = (args: GuardArgs) => (part: Guard) => part.ask(args, part.params)
  if (check === checks.and) return (args) => parts.every(holds(args))
  if (check === checks.or) return (args) => parts.some(holds(args))
  return (args) => !parts.every(holds(args))
}
