// @ts-check

/** @import { Benchmark, Result, Subject } from '../harness/benchmark.js' */

// Where the history ends, worked out by hand: 500 lives, two adoptions and three attempts in each.
const end = {
  path: 'valid.idle',
  atMs: 1_800_030_000_000,
  generation: 1000,
  lastAttempt: 1500,
  facts: 2500,
}

/**
 * @param {string} module
 * @param {Omit<Subject, 'module' | 'mustProve'>} about
 * @returns {Subject}
 */
const steps = (module, about) => ({ ...about, module: new URL(module, import.meta.url), mustProve: end })

const goals = [
  { than: "XState's transition()", atLeast: 100 },
  { than: 'actor.send', atLeast: 25 },
  { than: 'by hand', atLeast: 1 / 3 },
]

/** @param {readonly Result[]} results @param {string} name */
const ratioOf = (results, name) => results.find(({ subject }) => subject.name === name)?.ratio ?? Number.NaN

/** @type {Benchmark} */
export const step = {
  name: 'step',
  title: 'A step of the token machine',
  compares:
    'Every subject is told the same 4000 events, from the beginning, and must end in the same state with as many facts. ' +
    'The actor runs, and a listener counts its facts; the others are pure. By hand: a switch, and contexts copied field by field.',
  unit: 'ns',
  input: null,
  reference: 'generated code',
  subjects: [
    steps('./generated.js', {
      name: 'generated code',
      note: 'compile(machine, { code: generated }).step',
      role: 'ours',
    }),
    steps('./compiled.js', { name: 'compiled', note: 'compile(machine).step', role: 'ours' }),
    steps('./transition.js', { name: "XState's transition()", note: 'the same machine', role: 'peer' }),
    steps('./actor.js', { name: 'actor.send', note: 'the same machine', role: 'peer' }),
    steps('./by-hand.js', { name: 'by hand', note: 'this history only', role: 'limit' }),
  ],
  judge: (results) =>
    goals.map(({ than, atLeast }) => ({
      text: `generated code: at least ${atLeast < 1 ? 'a third of' : `${atLeast} times`} the steps a second of ${than}`,
      found: `${ratioOf(results, than).toFixed(2)} times`,
      isMet: ratioOf(results, than) >= atLeast,
      mark: { subject: than, ratio: atLeast, bound: 'at least' },
    })),
}
