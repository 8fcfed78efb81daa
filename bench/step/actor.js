// @ts-check
import { createActor } from 'xstate'
import { machineOf } from '../../dist/machines/facts-only.js'
import { input } from './history.js'
import { stepping } from './stepping.js'

/** A running actor, that is sent the same. */
export const setUp = () => {
  let facts = 0
  return stepping(
    () => {
      const actor = createActor(machineOf.stay, { input })
      actor.on('*', () => {
        facts++
      })
      return actor.start()
    },
    (actor, event) => {
      facts = 0
      actor.send(event)
      return [actor, facts]
    },
    (actor) => {
      const { value, context } = actor.getSnapshot()
      return { path: Object.entries(value)[0]?.join('.'), context }
    },
  )
}
