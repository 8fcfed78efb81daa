// @ts-check
import { compile } from '../../dist/machines/compile/index.js'
import { machineOf } from '../../dist/machines/facts-only.js'
import { input } from './history.js'
import { stepping } from './stepping.js'

const fast = compile(machineOf.stay)

export const setUp = () =>
  stepping(
    () => fast.initial(input)[0],
    (state, event) => {
      const [next, effects] = fast.step(state, event)
      let facts = 0
      for (const { type } of effects) if (type === 'emit') facts++
      return [next, facts]
    },
    ({ path, context }) => ({ path, context }),
  )
