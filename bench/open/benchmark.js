// @ts-check
import { jwtOf } from '../harness/jwt.js'

/** @import { Benchmark, Subject } from '../harness/benchmark.js' */

const opaque = 'an-opaque-access-token'
const jwt = jwtOf(60 * 60)
const atMost = 1.5

/**
 * @param {URL} module
 * @param {Omit<Subject, 'module' | 'mustProve'> & { token?: string }} about
 * @returns {Subject}
 */
const opens = (module, { token, ...about }) => ({
  ...about,
  module,
  mustProve: { timers: 1, ...(token && { token }) },
})

/** @type {Benchmark} */
export const open = {
  name: 'open',
  title: 'Opening a session',
  compares:
    'Every subject is opened for one hour, and must arm exactly one timer; those that hold a token must give it ' +
    'back. Closing is not timed. Azure takes JWTs only: beside it stands a session of ours with the same JWT.',
  unit: 'us',
  input: { opaque, jwt },
  reference: 'bare XState actor',
  subjects: [
    opens(new URL('./halflife.js', import.meta.url), {
      name: 'halflife, opaque',
      note: 'openSession, no journal',
      role: 'ours',
      token: opaque,
    }),
    opens(new URL('./halflife-jwt.js', import.meta.url), {
      name: 'halflife, JWT',
      note: 'openSession, no journal',
      role: 'ours',
      token: jwt,
    }),
    opens(new URL('./xstate.js', import.meta.url), {
      name: 'bare XState actor',
      note: 'two states, one after of an hour',
      role: 'peer',
    }),
    opens(new URL('./azure.js', import.meta.url), {
      name: 'azure, JWT',
      note: 'credential, refreshed proactively',
      role: 'peer',
      token: jwt,
    }),
    opens(new URL('./set-timeout.js', import.meta.url), {
      name: 'setTimeout alone',
      note: 'one timer of an hour',
      role: 'limit',
    }),
  ],
  judge(results) {
    const ours = results[0]?.ratio ?? Number.NaN
    return [
      {
        text: `openSession at most ${atMost} times the bare XState actor`,
        found: `${ours.toFixed(2)} times`,
        isMet: ours <= atMost,
        mark: { subject: 'halflife, opaque', ratio: atMost, bound: 'at most' },
      },
    ]
  },
}
