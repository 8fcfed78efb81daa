import type { Trace, TraceEntry } from '../../traces/trace.ts'
import type { Invariant } from '../invariant.ts'

/** What has to be observed, beside events, facts and states, for a promise to be checked. */
export type Observation = 'armed' | 'context' | 'version' | 'sleeps' | 'restart' | 'unhandled' | 'secrets'

/** An invariant that a trace shows only if somebody looked. */
export interface ObservedInvariant extends Invariant {
  readonly needs: Observation
}

const some = (isSeen: (entry: TraceEntry) => boolean) => (trace: Trace) => trace.entries.some(isSeen)

const isOn: Readonly<Record<Observation, (trace: Trace) => boolean>> = {
  armed: some(({ armed }) => armed !== undefined),
  context: some(({ context }) => context !== undefined),
  version: some(({ version }) => version !== undefined),
  restart: some(({ event }) => event.type === 'session.resumed'),
  sleeps: ({ sleeps }) => sleeps !== undefined,
  unhandled: ({ unhandled }) => unhandled !== undefined,
  secrets: ({ secrets }) => secrets !== undefined,
}

/** Whether a trace has what a promise needs. */
export const isObserved = (trace: Trace, needs: Observation): boolean => isOn[needs](trace)

const inWords: Readonly<Record<Observation, string>> = {
  armed: 'how many timers are armed after each entry (`entries[].armed`)',
  context: 'the memory of the live machine after each entry (`entries[].context`)',
  version: 'the versions of the records (`entries[].version`)',
  restart: 'a restart (the event `session.resumed`)',
  sleeps: 'when no timer fired (`sleeps`)',
  unhandled: 'what nobody handled (`unhandled`)',
  secrets: 'the tokens there were (`secrets`)',
}

/**
 * An invariant that needs an observation. Without it, it does not pass, it throws: what nobody looked at is no promise
 * kept.
 */
export function observed(name: string, needs: Observation, check: Invariant): ObservedInvariant {
  const invariant: Invariant = (trace) => {
    if (isObserved(trace, needs)) return check(trace)
    throw new Error(`${name} cannot be checked: the trace does not say ${inWords[needs]}`)
  }
  return Object.assign(invariant, { needs })
}
