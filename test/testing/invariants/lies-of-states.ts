import type { InvariantName } from '../../../src/testing/index.ts'
import {
  deadline,
  demanded,
  ejected,
  failed,
  joined,
  rejected,
  succeeded,
  supplied,
} from '../../properties/say.ts'
import { both, fresh, inState, type Lie, request, told, withFacts } from './lie.ts'

/** How the promises of states, policies and hosts are broken. */
export const liesOfStates = {
  'storms-are-bounded': [
    {
      what: 'a retry too early',
      events: [demanded(1), failed(2, 1, { retryAtMs: 1000 }), deadline(999)],
      spoil: withFacts(request(2, 'retry')),
    },
    {
      what: 'a retry nobody set',
      events: [demanded(1), failed(2, 1), deadline(999)],
      spoil: withFacts(request(2, 'retry')),
    },
    {
      what: 'a rejection in a backoff',
      events: [demanded(1), failed(2, 1, { retryAtMs: 1000 }), rejected(3)],
      spoil: withFacts({ type: 'token.rejected', generation: 0 }, request(2, 'retry', true)),
    },
    {
      what: 'a rejection in the quiet time',
      events: [demanded(1), succeeded(2, 1, fresh, { quietUntilMs: 1000 }), rejected(3, 1)],
      spoil: withFacts({ type: 'token.rejected', generation: 1 }, request(2, 'retry', true)),
    },
    { what: 'a call from nowhere', events: [joined(1)], spoil: withFacts(request(1, 'demand')) },
  ],
  'stale-rejections-cost-nothing': [
    {
      what: 'a call',
      events: [supplied(1, fresh), rejected(2, 0)],
      spoil: withFacts(request(1, 'demand', true)),
    },
    { what: 'a change', events: [supplied(1, fresh), rejected(2, 0)], spoil: inState('valid.requesting') },
  ],
  'kick-kicks': [
    {
      what: 'kicked under stay',
      events: [joined(1), ejected(2)],
      spoil: both(inState('kicked'), withFacts({ type: 'participant.kicked', generation: 0 })),
    },
    {
      what: 'spared',
      policy: 'kick',
      events: [joined(1), deadline(60_000)],
      spoil: inState('expired.requesting'),
    },
    { what: 'not told', policy: 'kick', events: [joined(1), ejected(2)], spoil: withFacts() },
    {
      what: 'called back at the end',
      policy: 'kick',
      events: [ejected(2)],
      spoil: withFacts({ type: 'participant.kicked', generation: 0 }, request(1, 'demand')),
    },
    {
      what: 'called back at a rejection',
      policy: 'kick',
      events: [rejected(2)],
      spoil: withFacts({ type: 'token.rejected', generation: 0 }, request(1, 'demand', true)),
    },
  ],
  'deadline-beats-result': [
    {
      what: 'an answer before the point',
      events: [demanded(1), succeeded(29_999, 1, fresh)],
      spoil: told(succeeded(30_000, 1, fresh)),
    },
    {
      what: 'a demand before the retry',
      events: [demanded(1), failed(2, 1, { retryAtMs: 1000 }), demanded(999)],
      spoil: told(demanded(1000)),
    },
  ],
  'the-end-is-the-end': [
    {
      what: 'a word after the kick',
      policy: 'kick',
      events: [ejected(1), joined(2)],
      spoil: () => ({}),
    },
  ],
  'time-never-runs-back': [
    { what: 'an event from the past', events: [joined(5), demanded(6)], spoil: told(demanded(4)) },
    {
      what: 'a fact of another time',
      events: [demanded(1)],
      spoil: withFacts({ ...request(1, 'demand'), atMs: 2 }),
    },
  ],
  'records-are-gapless': [
    { what: 'a result nobody asked for', events: [demanded(1), failed(2, 1)], spoil: told(failed(2, 2)) },
  ],
} satisfies Partial<Record<InvariantName, readonly Lie[]>>
