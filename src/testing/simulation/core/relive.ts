import type { TokenEvent } from '../../../machines/events.ts'
import { eventOf } from '../../plans/play.ts'
import { BrokenPromise } from '../broken-promise.ts'
import type { SimulatedDecider } from './compiled-decider.ts'
import { recover } from './recover.ts'
import type { Script, ScriptLine } from './script.ts'
import { Tally } from './tally.ts'
import { Witness } from './witness.ts'

/** What became of a script: the promise it broke, if it did, and all that was told. */
export interface Relived {
  readonly broken: BrokenPromise | undefined
  /** Each event that was told, with what was decided; the last one broke the promise, if one was broken. */
  readonly told: readonly Told[]
}

/** One thing that happened when a script was played. */
export interface Told {
  /** Ms since the opening. */
  readonly atMs: number
  readonly event: TokenEvent | 'process.restarted' | 'faults.stopped'
  /** The facts it caused and the state after it; empty, if it broke the promise. */
  readonly facts: readonly { readonly type: string }[]
  readonly state: string
}

/**
 * Plays a script before a decider, as a host that keeps its promises, and checks what the simulation checks.
 *
 * @returns what was broken, and what was told
 */
export function relive<State>(decider: () => SimulatedDecider<State>, script: Script): Relived {
  const told: Told[] = []
  const events: TokenEvent[] = []
  const fromMs = script.input.atMs
  const tally = new Tally({
    onEvent(event) {
      events.push(event)
      told.push({ atMs: event.atMs - fromMs, event, facts: [], state: '' })
    },
    onEntry({ event, facts, state }) {
      told[told.length - 1] = { atMs: event.atMs - fromMs, event, facts, state }
    },
  })
  try {
    const witness = new Witness(decider(), script, tally)
    for (const line of script.lines) {
      if (witness.ledger.isKicked) break
      playLine(witness, line, script, told, decider)
    }
    witness.checkFold(events)
    return { broken: undefined, told }
  } catch (error) {
    if (!(error instanceof BrokenPromise)) throw error
    return { broken: error, told }
  }
}

function playLine<State>(
  witness: Witness<State>,
  { atMs: afterMs, what }: ScriptLine,
  { input, ttlMs, retry }: Script,
  told: Told[],
  decider: () => SimulatedDecider<State>,
): void {
  const atMs = Math.max(witness.ledger.atMs, input.atMs + afterMs)
  const note = (event: Told['event']) =>
    told.push({ atMs: atMs - input.atMs, event, facts: [], state: witness.path })
  switch (what.say) {
    case 'process.restarted':
      note(what.say)
      return witness.restart(decider())
    case 'faults.stopped':
      note(what.say)
      recover(witness, atMs, ttlMs, retry === 'points-only')
      return
    default: {
      const isDue = witness.isDue(atMs)
      if (isDue) witness.tell({ type: 'deadline.reached', atMs })
      if (witness.ledger.isKicked || (isDue && what.say === 'deadline.reached')) return
      const event = eventOf(what, witness.ledger, atMs)
      if (event) witness.tell(event)
    }
  }
}
