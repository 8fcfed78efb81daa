// @ts-check
import { compile } from '../../dist/machines/compile/index.js'
import { machineOf } from '../../dist/machines/facts-only.js'
import { input } from './history.js'
import { stepping } from './stepping.js'

const fast = compile(machineOf.stay)

export const setUp = () =>
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
