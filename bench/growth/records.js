// @ts-check
import { eventsPerLife, input, lifeEvents } from '../step/history.js'

/** @import { JournalRecord, TokenFact } from '../../dist/index.js' */

export const stream = 'room-7/alice'
const common = { machine: 'halflife.token/1', policy: /** @type {const} */ ('stay') }

/** Where the machine is after each event of a life. */
const states = [
  'valid.idle',
  'refreshing-half.requesting',
  'refreshing-half.idle',
  'refreshing-half.requesting',
  'valid.idle',
  'valid.idle',
  'valid.requesting',
  'valid.idle',
]

/**
 * What the machine decides on each event of a life, worked out by hand: `verify` is asked whether that is right.
 *
 * @param {number} life
 * @param {ReturnType<typeof lifeEvents>} events
 * @returns {readonly (readonly TokenFact[])[]}
 */
function factsOf(life, events) {
  /** @param {number} index @param {number} attempt @param {'half' | 'retry' | 'demand'} stage */
  const requested = (index, attempt, stage) => {
    const atMs = events[index]?.atMs ?? Number.NaN
    return [
      {
        type: /** @type {const} */ ('refresh.requested'),
        atMs,
        attempt: life * 3 + attempt,
        stage,
        isExpired: false,
      },
    ]
  }
  /** @param {number} index @param {number} generation */
  const adopted = (index, generation) => {
    const event = events[index]
    if (event?.type !== 'refresh.succeeded') throw new Error('A life has other events.')
    const { atMs, attempt, token } = event
    const { issuedAtMs, expiresAtMs } = token
    return [
      {
        type: /** @type {const} */ ('token.adopted'),
        atMs,
        generation: life * 2 + generation,
        issuedAtMs,
        expiresAtMs,
        attempt,
      },
    ]
  }
  return [
    [],
    requested(1, 1, 'half'),
    [],
    requested(3, 2, 'retry'),
    adopted(4, 1),
    [],
    requested(6, 3, 'demand'),
    adopted(7, 2),
  ]
}

/**
 * A session of so many records, each made when it is asked for: lives of eight events, one after the other.
 *
 * @param {number} count
 * @returns {Generator<JournalRecord>}
 */
export function* records(count) {
  const { atMs } = input
  const opened = { type: /** @type {const} */ ('session.opened'), atMs, input }
  yield recordOf(1, opened, [], 'valid.idle')
  let version = 1
  for (let life = 0; ; life++) {
    const events = lifeEvents(life)
    const facts = factsOf(life, events)
    for (let index = 0; index < eventsPerLife; index++) {
      if (version >= count) return
      const event = /** @type {JournalRecord['event']} */ (events[index])
      yield recordOf(++version, event, facts[index] ?? [], states[index] ?? '')
    }
  }
}

/**
 * @param {number} version
 * @param {JournalRecord['event']} event
 * @param {readonly TokenFact[]} facts
 * @param {string} state
 * @returns {JournalRecord}
 */
function recordOf(version, event, facts, state) {
  const { type, atMs } = event
  return { stream, version, atMs, type, event, facts, state, ...common, recordedAtMs: atMs }
}

/**
 * How many attempts such a session has made, and which token it has: worked out by hand, life by life.
 *
 * @param {number} count
 */
export function endOf(count) {
  const lives = Math.floor((count - 1) / eventsPerLife)
  const rest = (count - 1) % eventsPerLife
  return {
    version: count,
    attempts: lives * 3 + ([0, 0, 1, 1, 2, 2, 2, 3][rest] ?? Number.NaN),
    generation: lives * 2 + (rest >= 5 ? 1 : 0),
  }
}
