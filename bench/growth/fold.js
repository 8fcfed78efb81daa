// @ts-check
import { compile } from '../../dist/machines/compile/index.js'
import { machineOf } from '../../dist/machines/facts-only.js'
import { eventsPerLife, input, lifeEvents } from '../step/history.js'
import { growing } from './growing.js'

const fast = compile(machineOf.stay)

/**
 * The compiled machine, told the events of a session.
 *
 * @param {number} records
 */
function fold(records) {
  let [state] = fast.initial(input)
  let version = 1
  for (let life = 0; version < records; life++) {
    const events = lifeEvents(life)
    for (let index = 0; index < eventsPerLife && version < records; index++) {
      ;[state] = fast.step(state, /** @type {(typeof events)[number]} */ (events[index]))
      version++
    }
  }
  const { lastAttempt, generation } = state.context
  return { version, attempts: lastAttempt, generation }
}

/** @param {{ records: number }} input */
export const setUp = ({ records }) => growing(records, fold)
