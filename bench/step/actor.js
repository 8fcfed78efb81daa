// @ts-check
import { createActor } from 'xstate'
import { machineOf } from '../../dist/machines/facts-only.js'
import { input } from './history.js'
import { pathOf } from './proof.js'
import { stepping } from './stepping.js'

/** A running actor, that is sent the same. */
export const setUp = () => {
  let facts = 0
  return stepping({
    begin: () => {
      const actor = createActor(machineOf.stay, { input })
      actor.on('*', () => {
        facts++
      })
      return actor.start()
    },
    step: (actor, event) => {
      facts = 0
      actor.send(event)
      return [actor, facts]
    },
    decide: (actor, event) => {
      /** @type {import('../../dist/index.js').TokenFact[]} */
      const heard = []
      const listener = actor.on('*', (fact) => {
        heard.push(fact)
      })
      actor.send(event)
      listener.unsubscribe()
      return [actor, heard]
    },
    show: (actor) => {
      const snapshot = actor.getSnapshot()
      return { path: pathOf(snapshot), context: snapshot.context }
    },
  })
}
