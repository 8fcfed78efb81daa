import type { FastCheck } from '../../arbitraries/fast-check.ts'
import { plans } from '../../arbitraries/plans.ts'
import { trace } from '../../decider.ts'
import { invariants } from '../../invariants/index.ts'
import { exactSpan } from '../../keeper/words.ts'
import { modelDecider } from '../../model/model.ts'
import { play } from '../../play.ts'
import type { Trace, TraceEntry } from '../../trace.ts'
import type { MachineBug } from '../planted-bug.ts'
import { type Breach, findBreach } from './breach.ts'

/**
 * Tells a decider legal histories, as a host of the real machine would see them, and checks an invariant on what it
 * makes of them.
 */
export function breachInMachine(
  fc: FastCheck,
  { decider, breaks }: Pick<MachineBug, 'decider' | 'breaks'>,
  seed: number,
): Promise<Breach | undefined> {
  return findBreach(
    fc,
    plans(fc, { maxLength: 16, neverMade: false }),
    (plan) => {
      const { policy, input, entries } = play(modelDecider, plan)
      const told = trace(decider, { policy, input, events: entries.map(({ event }) => event) })
      const violation = invariants[breaks](told)
      return (
        violation && {
          how: timesSince(input.atMs, violation.message),
          history: inWords(told, violation.index),
        }
      )
    },
    { seed, numRuns: 500 },
  )
}

/** A message with its times counted from the opening. */
const timesSince = (openedAtMs: number, message: string) =>
  message.replaceAll(/\d{13,}/g, (atMs) => exactSpan(Math.max(0, Number(atMs) - openedAtMs)))

/** A trace up to what is wrong with it. */
function inWords({ policy, input, entries }: Trace, index: number): string[] {
  const ttlMs = input.token.expiresAtMs - input.token.issuedAtMs
  const leftMs = input.token.expiresAtMs - input.atMs
  const token = `a token of ${exactSpan(ttlMs)}, of which ${exactSpan(Math.max(0, leftMs))} ${leftMs === 1 ? 'is' : 'are'} left`
  const lines = entries.slice(0, index + 1).map((entry) => entryInWords(entry, input.atMs))
  return [`${policy}, opened with ${token}`, ...lines]
}

function entryInWords({ event, facts, state }: TraceEntry, openedAtMs: number): string {
  const { type, atMs, ...rest } = event
  const said = facts.map(({ type, atMs: _, ...fact }) => `${type}${fieldsOf(fact, openedAtMs)}`)
  const caused = said.length > 0 ? said.join(', ') : 'nothing'
  return `${exactSpan(atMs - openedAtMs)}: ${type}${fieldsOf(rest, openedAtMs)} -> ${caused}; ${state}`
}

/** What an event or a fact says beside its type, with its times counted from the opening. */
function fieldsOf(fields: object, openedAtMs: number): string {
  const said = Object.entries(fields).flatMap(([name, value]): string[] => {
    if (name === 'error' || value === undefined) return []
    if (typeof value === 'object') return [`${name}${fieldsOf(value, openedAtMs)}`]
    if (!name.endsWith('AtMs') && !name.endsWith('UntilMs')) return [`${name} ${value}`]
    return [`${name} ${value < openedAtMs ? '-' : ''}${exactSpan(Math.abs(value - openedAtMs))}`]
  })
  return said.length > 0 ? ` { ${said.join(', ')} }` : ''
}
