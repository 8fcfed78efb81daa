import type { InvariantName } from '../../../src/testing/index.ts'
import {
  deadline,
  demanded,
  failed,
  life,
  rejected,
  resumed,
  succeeded,
  supplied,
} from '../../properties/say.ts'
import { both, fresh, inState, type Lie, request, withFacts } from './lie.ts'

/** How the promises of calls and their answers are broken. */
export const liesOfAttempts = {
  'phase-matches-clock': [
    { what: 'valid after one half', events: [deadline(30_000)], spoil: inState('valid.requesting') },
    { what: 'expired before the end', events: [deadline(45_000)], spoil: inState('expired.requesting') },
    {
      what: 'alive at the end',
      events: [deadline(60_000)],
      spoil: inState('refreshing-three-quarter.requesting'),
    },
    {
      what: 'expired by a rejection, under kick',
      policy: 'kick',
      events: [rejected(1)],
      spoil: inState('expired.idle'),
    },
  ],
  'never-early': [
    { what: 'half too early', events: [deadline(29_999)], spoil: withFacts(request(1, 'half')) },
    {
      what: 'three quarters at one half',
      events: [deadline(30_000)],
      spoil: withFacts(request(1, 'three-quarter')),
    },
  ],
  'truthful-is-expired': [
    { what: 'expired at one half', events: [deadline(30_000)], spoil: withFacts(request(1, 'half', true)) },
    {
      what: 'a rejection kept back',
      policy: 'kick',
      events: [rejected(1), demanded(2)],
      spoil: withFacts(request(1, 'demand')),
    },
  ],
  'single-flight': [
    {
      what: 'a demand that does not join',
      events: [demanded(1), demanded(2)],
      spoil: withFacts(request(2, 'demand')),
    },
    {
      what: 'a point that does not join',
      overlap: 'join',
      events: [deadline(30_000), deadline(45_000)],
      spoil: withFacts(request(2, 'three-quarter')),
    },
    {
      what: 'two at once',
      events: [demanded(1)],
      spoil: withFacts(request(1, 'demand'), request(2, 'demand')),
    },
    { what: 'idle while in flight', events: [deadline(30_000)], spoil: inState('refreshing-half.idle') },
    {
      what: 'made again, though not lost',
      events: [demanded(1), resumed(2, 0)],
      spoil: withFacts(request(2, 'demand')),
    },
  ],
  'attempts-are-numbered': [
    { what: 'a gap', events: [deadline(30_000)], spoil: withFacts(request(2, 'half')) },
    {
      what: 'a number used again',
      events: [demanded(1), failed(2, 1), demanded(3)],
      spoil: withFacts(request(1, 'demand')),
    },
    {
      what: 'a point handled twice',
      events: [deadline(30_000), failed(30_001, 1), deadline(30_002)],
      spoil: withFacts(request(2, 'half')),
    },
    {
      what: 'made again of another stage',
      events: [deadline(30_000), resumed(30_001, 1)],
      spoil: withFacts(request(2, 'demand')),
    },
  ],
  'wake-collapses': [
    { what: 'the earlier of two points', events: [deadline(50_000)], spoil: withFacts(request(1, 'half')) },
    { what: 'a point passed over', events: [deadline(30_000)], spoil: withFacts() },
  ],
  'late-results-never-harm': [
    {
      what: 'a usable answer not taken',
      events: [deadline(30_000), succeeded(31_000, 1, fresh)],
      spoil: withFacts(),
    },
    {
      what: 'a superseded answer taken',
      events: [demanded(1), supplied(2, life(2, 90_000)), succeeded(3, 1, fresh)],
      spoil: withFacts({ type: 'token.adopted', generation: 2, attempt: 1, ...fresh }),
    },
    {
      what: 'a late failure without a fact',
      events: [deadline(30_000), deadline(45_000), failed(45_001, 1)],
      spoil: withFacts(),
    },
    {
      what: 'a late answer without a fact',
      events: [demanded(1), supplied(2, life(2, 90_000)), succeeded(3, 1, fresh)],
      spoil: withFacts(),
    },
  ],
  'adoption-re-arms': [
    {
      what: 'a generation skipped',
      events: [demanded(1), succeeded(2, 1, fresh)],
      spoil: withFacts({ type: 'token.adopted', generation: 2, attempt: 1, ...fresh }),
    },
    {
      what: 'not valid',
      events: [deadline(30_000), succeeded(31_000, 1, fresh)],
      spoil: inState('refreshing-half.idle'),
    },
    { what: 'the old points', events: [supplied(1, fresh)], spoil: () => ({ nextDeadlineMs: 30_000 }) },
    { what: 'a live token left lying', events: [supplied(1, fresh)], spoil: withFacts() },
  ],
  'useless-tokens-are-failures': [
    {
      what: 'still requesting',
      events: [deadline(30_000), failed(30_001, 1)],
      spoil: inState('refreshing-half.requesting'),
    },
    {
      what: 'the old token thrown away',
      events: [deadline(30_000), failed(30_001, 1)],
      spoil: inState('expired.idle'),
    },
    {
      what: 'called again at once',
      events: [demanded(1), failed(2, 1)],
      spoil: both(inState('valid.requesting'), withFacts(request(2, 'retry'))),
    },
  ],
} satisfies Partial<Record<InvariantName, readonly Lie[]>>
