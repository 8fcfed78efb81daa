// @ts-check
import { deepStrictEqual } from 'node:assert/strict'
import { initialTransition, transition } from 'xstate'
import { machineOf } from '../../dist/machines/facts-only.js'
import { input, lifeEvents } from './history.js'

/** @import { TokenContext, TokenEvent, TokenFact } from '../../dist/index.js' */

/**
 * @template State
 * @typedef {(state: State, event: TokenEvent) => readonly [State, readonly TokenFact[]]} Decide
 */
/**
 * @template State
 * @typedef {(state: State) => { path: string | undefined, context: TokenContext }} Show
 */

const livesCompared = 20

/** @param {{ value: object }} snapshot */
export const pathOf = ({ value }) => Object.entries(value)[0]?.join('.')

/**
 * Beside XState's own `transition()`: after each event, state, context and facts are the same.
 *
 * @template State
 * @param {State} first
 * @param {Decide<State>} decide
 * @param {Show<State>} show
 */
export function proveBesideXState(first, decide, show) {
  let state = first
  let [snapshot] = initialTransition(machineOf.stay, input)
  for (let life = 0; life < livesCompared; life++)
    for (const event of lifeEvents(life)) {
      const [next, facts] = decide(state, event)
      const [nextSnapshot, actions] = transition(machineOf.stay, snapshot, event)
      const theirFacts = actions.flatMap(({ type, params }) =>
        type === 'xstate.emit' ? [/** @type {{ event: TokenFact }} */ (params).event] : [],
      )
      const theirs = { path: pathOf(nextSnapshot), context: nextSnapshot.context, facts: theirFacts }
      deepStrictEqual({ ...show(next), facts: [...facts] }, theirs)
      state = next
      snapshot = nextSnapshot
    }
}
