// @ts-check
import { eventsPerLife, lifeEvents } from './history.js'
import { proveBesideXState } from './proof.js'

/** @import { Measured } from '../harness/benchmark.js' */
/** @import { Decide, Show } from './proof.js' */

const lives = 500

/** @type {readonly (readonly import('../../dist/index.js').TokenEvent[])[]} */
const allEvents = Array.from({ length: lives }, (_, life) => lifeEvents(life))

/**
 * Tells a machine the same lives in each batch, from its beginning.
 *
 * @template State
 * @param {object} machine
 * @param {() => State} machine.begin
 * @param {(state: State, event: import('../../dist/index.js').TokenEvent) => readonly [State, number]} machine.step gives how many facts it caused
 * @param {Decide<State>} machine.decide the same step, for the proof: gives the facts
 * @param {Show<State>} machine.show where it stands, in the words of all
 * @returns {Measured}
 */
export function stepping({ begin, step, decide, show }) {
  const run = () => {
    let state = begin()
    let facts = 0
    for (const events of allEvents)
      for (const event of events) {
        const [next, caused] = step(state, event)
        state = next
        facts += caused
      }
    const { path, context } = show(state)
    const { atMs, generation, lastAttempt } = context
    return { path, atMs, generation, lastAttempt, facts }
  }
  const prove = () => {
    proveBesideXState(begin(), decide, show)
    return run()
  }
  return { operations: lives * eventsPerLife, batch: run, prove }
}
