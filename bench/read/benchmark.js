// @ts-check
import { jwtOf } from '../harness/jwt.js'
import { ratioOf } from '../harness/statistics.js'

/** @import { Benchmark, Subject } from '../harness/benchmark.js' */

const token = jwtOf(24 * 60 * 60)
const atLeast = 3

/**
 * @param {URL} module
 * @param {Omit<Subject, 'module' | 'mustProve'>} about
 * @returns {Subject}
 */
const reads = (module, about) => ({ ...about, module, mustProve: token })

/** @type {Benchmark} */
export const read = {
  name: 'read',
  title: 'Reading a valid token',
  compares:
    'Every subject holds the same token, with a day to live, looks at the clock on each read, and must give back ' +
    'that string. Those that give a promise are awaited, one after the other: a caller has the token no sooner.',
  unit: 'ns',
  input: { token },
  reference: 'halflife token()',
  subjects: [
    reads(new URL('./halflife.js', import.meta.url), {
      name: 'halflife token()',
      note: 'sync; usable, or throws',
      role: 'ours',
    }),
    reads(new URL('./halflife-fresh.js', import.meta.url), {
      name: 'halflife freshToken()',
      note: 'async; usable, or asks',
      role: 'ours',
    }),
    reads(new URL('./smithy.js', import.meta.url), {
      name: 'smithy memoize',
      note: 'async; @smithy/core identity provider',
      role: 'peer',
    }),
    reads(new URL('./google.js', import.meta.url), {
      name: 'google getAccessToken()',
      note: 'async; google-auth-library',
      role: 'peer',
    }),
    reads(new URL('./azure.js', import.meta.url), {
      name: 'azure getToken()',
      note: 'async; communication-common',
      role: 'peer',
    }),
    reads(new URL('./date-now.js', import.meta.url), {
      name: 'Date.now() alone',
      note: 'below this, expiry is not checked',
      role: 'limit',
    }),
  ],
  judge(results) {
    const [ours, ...others] = results
    const peers = others.filter(({ subject }) => subject.role === 'peer')
    const cheapest = peers.toSorted((a, b) => a.medianNs - b.medianNs)[0]
    if (!ours || !cheapest) return []
    const times = ratioOf(cheapest, ours)
    return [
      {
        text: `token() at least ${atLeast} times cheaper than the cheapest peer`,
        found: `${times.toFixed(1)} times cheaper than ${cheapest.subject.name}`,
        isMet: times >= atLeast,
        mark: { subject: cheapest.subject.name, ratio: atLeast, bound: 'at least' },
      },
    ]
  },
}
