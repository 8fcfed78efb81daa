import { type InvariantName, Mint, machineDecider, type Trace } from '../../../src/testing/index.ts'
import { deadline, demanded, failed, joined, resumed, succeeded } from '../../properties/say.ts'
import { fresh, type LieOfHosts, ofAll, ofLast, request } from './lie.ts'

const [secret = ''] = [new Mint(() => 0).make({ form: 'jwt', ttlMs: 60_000 })].map(String)

const oneArmed = ofLast(() => ({ armed: 1, delaysMs: [0, 2 ** 31 - 1] }))

/** Versions as a journal has them: 1 is the opening. */
const versioned = (trace: Trace): Trace => ({
  ...trace,
  entries: trace.entries.map((entry, index) => ({ ...entry, version: index + 2 })),
})

/** The memory of the machine after each entry. */
const remembered = (trace: Trace): Trace => {
  let state = machineDecider.initial(trace)
  const entries = trace.entries.map((entry) => {
    state = machineDecider.decide(state, entry.event).state
    return { ...entry, context: state.snapshot.context }
  })
  return { ...trace, entries }
}

const dropFacts = ofLast(() => ({ facts: [] }))
const slept = ofAll({ sleeps: [{ fromMs: 1_000, untilMs: 50_000 }] })
const nothingUnhandled = ofAll({ unhandled: [] })
const call = { attempt: 1, stage: 'half', isExpired: false } as const

/** How the promises are broken that only a host can see. */
export const liesOfHosts = {
  'one-timer': [
    {
      what: 'two at once',
      events: [deadline(30_000)],
      seen: oneArmed,
      spoil: ofLast(() => ({ armed: 2 })),
    },
    {
      what: 'a delay that overflows',
      events: [deadline(30_000)],
      seen: oneArmed,
      spoil: ofLast(() => ({ delaysMs: [2 ** 31] })),
    },
    {
      what: 'a delay that is not a number',
      events: [deadline(30_000)],
      seen: oneArmed,
      spoil: ofLast(() => ({ delaysMs: [Number.NaN] })),
    },
    {
      what: 'one that outlives the session',
      events: [deadline(30_000)],
      seen: (trace) => ({ ...oneArmed(trace), armedAtTheEnd: 0 }),
      spoil: ofAll({ armedAtTheEnd: 1 }),
    },
  ],
  'sleep-is-just-late': [
    {
      what: 'dated back into the sleep',
      events: [deadline(50_000)],
      seen: slept,
      spoil: ofLast(({ event }) => ({ event: { ...event, atMs: 45_000 } })),
    },
    {
      what: 'something else noticed first',
      events: [deadline(50_000), demanded(50_000)],
      seen: slept,
      spoil: (trace) => ({ ...trace, entries: trace.entries.slice(1) }),
      at: 0,
    },
    {
      what: 'not noticed at all',
      events: [joined(500), deadline(50_000)],
      seen: slept,
      spoil: (trace) => ({ ...trace, entries: trace.entries.slice(0, 1) }),
      at: 0,
    },
    {
      what: 'asked for each point passed',
      events: [deadline(50_000)],
      seen: slept,
      spoil: ofLast(({ facts }) => ({ facts: [{ ...request(1, 'half'), atMs: 50_000 }, ...facts] })),
    },
  ],
  'fold-is-live': [
    { what: 'a fact more', events: [deadline(30_000)], seen: remembered, spoil: dropFacts },
    {
      what: 'another state',
      events: [deadline(30_000)],
      seen: remembered,
      spoil: ofLast(() => ({ state: 'refreshing-half.idle' })),
    },
    {
      what: 'something else remembered',
      events: [demanded(1), failed(2, 1)],
      seen: remembered,
      spoil: ofLast(({ context }) => (context ? { context: { ...context, failures: 2 } } : {})),
    },
  ],
  'rehydration-is-sleep': [
    {
      what: 'lost, and not made again',
      events: [deadline(30_000), resumed(30_001, 1)],
      seen: (trace) => trace,
      spoil: dropFacts,
    },
    {
      what: 'made again, though nothing was lost',
      events: [joined(1), resumed(2, 0)],
      seen: (trace) => trace,
      spoil: ofLast(() => ({ facts: [{ ...request(1, 'demand'), atMs: 2 }], state: 'valid.requesting' })),
    },
    {
      what: 'another state',
      events: [deadline(30_000), failed(30_001, 1), resumed(30_002, 1)],
      seen: (trace) => trace,
      spoil: ofLast(() => ({ state: 'valid.idle' })),
    },
    {
      what: 'before what fell due meanwhile',
      events: [joined(1), deadline(30_000), resumed(30_000, 0)],
      seen: (trace) => trace,
      spoil: (trace) => ({ ...trace, entries: trace.entries.filter((_, index) => index !== 1) }),
      at: 1,
    },
    {
      what: 'another deadline',
      events: [joined(1), resumed(2, 0)],
      seen: (trace) => trace,
      spoil: ofLast(() => ({ nextDeadlineMs: 30_002 })),
    },
  ],
  'every-prefix-is-legal': [
    {
      what: 'a gap',
      events: [joined(1), demanded(2)],
      seen: versioned,
      spoil: ofLast(() => ({ version: 4 })),
    },
    {
      what: 'a record twice',
      events: [joined(1), demanded(2)],
      seen: versioned,
      spoil: ofLast(() => ({ version: 2 })),
    },
    { what: 'a record that says otherwise', events: [deadline(30_000)], seen: versioned, spoil: dropFacts },
    {
      what: 'an event that JSON does not hold',
      events: [demanded(1), failed(2, 1, { retryAtMs: 1_000 })],
      seen: versioned,
      spoil: (trace) => ({
        ...trace,
        entries: trace.entries.map((entry) =>
          entry.event.type === 'refresh.failed'
            ? { ...entry, event: { ...entry.event, attempt: Infinity } }
            : entry,
        ),
      }),
    },
  ],
  'callbacks-cannot-hurt': [
    {
      what: 'a rejection that nobody handled',
      events: [deadline(30_000)],
      seen: nothingUnhandled,
      spoil: ofAll({ unhandled: [new Error('down')] }),
    },
    {
      what: 'two tokens of one attempt',
      events: [demanded(1), succeeded(2, 1, fresh), joined(3)],
      seen: nothingUnhandled,
      spoil: ofLast(() => ({
        facts: [{ type: 'token.adopted', atMs: 3, generation: 2, attempt: 1, ...fresh }],
      })),
    },
    {
      what: 'a call that no fact announced',
      events: [deadline(30_000)],
      seen: ofAll({ unhandled: [], calls: [call] }),
      spoil: ofAll({ calls: [call, { ...call, attempt: 2 }] }),
    },
    {
      what: 'two calls for one attempt',
      events: [deadline(30_000)],
      seen: ofAll({ unhandled: [], calls: [call] }),
      spoil: ofAll({ calls: [call, call] }),
    },
    {
      what: 'a call that is told something else',
      events: [deadline(30_000)],
      seen: ofAll({ unhandled: [], calls: [call] }),
      spoil: ofAll({ calls: [{ ...call, isExpired: true }] }),
    },
  ],
  'no-secret-leaves': [
    {
      what: 'in a fact',
      events: [demanded(1)],
      seen: ofAll({ secrets: [secret] }),
      spoil: ofLast(({ facts }) => ({
        facts: facts.map((fact) => ({ ...fact, note: secret.slice(30, 46) })),
      })),
    },
    {
      what: 'in an event',
      events: [demanded(1), failed(2, 1)],
      seen: ofAll({ secrets: [secret] }),
      spoil: ofLast(({ event }) => ({
        event: { ...event, error: { name: atob(secret.split('.')[1] ?? '') } } as never,
      })),
    },
    {
      what: 'in the memory of the machine',
      events: [demanded(1)],
      seen: (trace) => ({ ...remembered(trace), secrets: [secret] }),
      spoil: ofLast(({ context }) => ({ context: { ...context, value: secret } as never })),
    },
    {
      what: 'in a line of the log',
      events: [demanded(1)],
      seen: ofAll({ secrets: [secret], texts: ['all is well'] }),
      spoil: ofAll({ texts: ['all is well', `sent: ${btoa(`Bearer ${secret}`)}`] }),
    },
  ],
} satisfies Partial<Record<InvariantName, readonly LieOfHosts[]>>
