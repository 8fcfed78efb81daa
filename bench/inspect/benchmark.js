// @ts-check

/** @import { Benchmark, Result, Subject } from '../harness/benchmark.js' */

const ended = { state: 'valid' }
// Each step, and its being opened and closed.
const arrived = { ...ended, records: 1252 }

/**
 * @param {string} module
 * @param {Omit<Subject, 'module'>} about
 * @returns {Subject}
 */
const session = (module, about) => ({ ...about, module: new URL(module, import.meta.url) })

const goals = [
  { than: 'inspect: undefined', atMost: 1.05, text: 'nothing when it is off (a twentieth is noise)' },
  { than: 'createInspector, sending', atMost: 2, text: 'at most a second step when it is on' },
]

/** @param {readonly Result[]} results @param {string} name */
const ratioOf = (results, name) => results.find(({ subject }) => subject.name === name)?.ratio ?? Number.NaN

/** @type {Benchmark} */
export const inspect = {
  name: 'inspect',
  title: 'A step of a session that is looked at',
  compares:
    'Every session gets a token, hears that it is rejected and gets another, 250 times: 1250 steps. Those that send do so ' +
    'within the time measured, to an inspector with an open page, in another process; each step must have arrived there.',
  unit: 'us',
  input: null,
  reference: 'not inspected',
  subjects: [
    session('./off.js', { name: 'not inspected', note: 'openSession', role: 'ours', mustProve: ended }),
    session('./off-by-name.js', {
      name: 'inspect: undefined',
      note: 'the same',
      role: 'ours',
      mustProve: ended,
    }),
    session('./connected.js', {
      name: 'createInspector, sending',
      note: 'to the page',
      role: 'ours',
      mustProve: arrived,
    }),
    session('./not-there.js', {
      name: 'createInspector, waiting',
      note: 'nobody is there',
      role: 'ours',
      mustProve: ended,
    }),
    session('./stately.js', {
      name: '@statelyai/inspect',
      note: 'to the same page',
      role: 'peer',
      mustProve: arrived,
    }),
    session('./nobody-listens.js', {
      name: 'inspect: () => {}',
      note: "XState's own part",
      role: 'limit',
      mustProve: ended,
    }),
  ],
  judge: (results) =>
    goals.map(({ than, atMost, text }) => ({
      text: `${text}: ${than}, at most ${atMost} times`,
      found: `${ratioOf(results, than).toFixed(2)} times`,
      isMet: ratioOf(results, than) <= atMost,
    })),
}
