// @ts-check
import { initialTransition, transition } from 'xstate'
import { machineOf } from '../../dist/machines/facts-only.js'
import { input } from './history.js'
import { stepping } from './stepping.js'

/** XState's pure functions, over the same machine. */
export const setUp = () =>
  stepping(
    () => initialTransition(machineOf.stay, input)[0],
    (snapshot, event) => {
      const [next, actions] = transition(machineOf.stay, snapshot, event)
      let facts = 0
      for (const { type } of actions) if (type === 'xstate.emit') facts++
      return [next, facts]
    },
    ({ value, context }) => ({ path: Object.entries(value)[0]?.join('.'), context }),
  )
