// @ts-check
import { input } from './history.js'
import { stepping } from './stepping.js'

/** @import { Compiled } from '../../dist/machines/compile/index.js' */
/** @import { TokenContext, TokenEvent, TokenFact, TokenInput } from '../../dist/index.js' */

/**
 * A compiled machine, told the events of the history.
 *
 * @param {Compiled<TokenContext, TokenEvent, TokenInput, TokenFact>} fast
 */
export const folding = (fast) =>
  stepping({
    begin: () => fast.initial(input)[0],
    step: (state, event) => {
      const [next, effects] = fast.step(state, event)
      let facts = 0
      for (const { type } of effects) if (type === 'emit') facts++
      return [next, facts]
    },
    decide: (state, event) => {
      const [next, effects] = fast.step(state, event)
      return [next, effects.flatMap((effect) => (effect.type === 'emit' ? [effect.fact] : []))]
    },
    show: ({ path, context }) => ({ path, context }),
  })
