// @ts-check
import { initialTransition, transition } from 'xstate'
import { machineOf } from '../../dist/machines/facts-only.js'
import { input } from './history.js'
import { pathOf } from './proof.js'
import { stepping } from './stepping.js'

/** XState's pure functions, over the same machine. */
export const setUp = () =>
  stepping({
    begin: () => initialTransition(machineOf.stay, input)[0],
    step: (snapshot, event) => {
      const [next, actions] = transition(machineOf.stay, snapshot, event)
      let facts = 0
      for (const { type } of actions) if (type === 'xstate.emit') facts++
      return [next, facts]
    },
    decide: (snapshot, event) => {
      const [next, actions] = transition(machineOf.stay, snapshot, event)
      const said = actions.filter(({ type }) => type === 'xstate.emit')
      return [next, said.map(({ params }) => /** @type {any} */ (params).event)]
    },
    show: (snapshot) => ({ path: pathOf(snapshot), context: snapshot.context }),
  })
