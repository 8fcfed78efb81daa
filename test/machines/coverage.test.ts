import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Policy } from '../../src/machines/token-life.ts'
import { coveredEvents, coveredStates, type Trace, traces } from '../../src/testing/index.ts'

const policies: readonly Policy[] = ['stay', 'kick']

/** What was seen on a trace: which event met which state, what each event caused, and where it led. */
function* sightings({ policy, input, entries }: Trace): Generator<string> {
  const overlap = input.overlap ?? 'allow'
  let state = 'valid.idle'
  for (const entry of entries) {
    yield `${policy}: ${state} met ${entry.event.type}`
    yield `${overlap}: ${state} met ${entry.event.type}`
    for (const fact of entry.facts) {
      yield `${policy}: ${fact.type}`
      if (fact.type === 'refresh.requested') yield `${policy}: ${fact.stage} while ${state}`
      if (fact.type === 'refresh.ignored') {
        yield `${policy}: ignored as ${fact.why}`
        yield `ignored as ${fact.why} while ${state}`
      }
      if (fact.type === 'participant.kicked') yield `kicked by ${entry.event.type} while ${state}`
    }
    state = entry.state
  }
  if (state === 'kicked') yield `${policy}: kicked`
}

// A fixed seed: 3this counts what the generators reach, and is not to fail by bad luck.
const seen = new Set(
  fc.sample(traces(fc), { seed: 20, numRuns: 2000 }).flatMap((trace) => [...sightings(trace)]),
)
const missing = (expected: readonly string[]) => expected.filter((sighting) => !seen.has(sighting))

describe('the generated histories reach everything', () => {
  it('every event meets every state, under both policies', () => {
    const pairs = policies.flatMap((policy) =>
      coveredStates.flatMap((state) => coveredEvents.map((type) => `${policy}: ${state} met ${type}`)),
    )
    expect(pairs).toHaveLength(160)
    expect(missing([...pairs, 'kick: kicked'])).toEqual([])
  })

  it('every event meets every state, with both overlaps', () => {
    const pairs = ['allow', 'join'].flatMap((overlap) =>
      coveredStates.flatMap((state) => coveredEvents.map((type) => `${overlap}: ${state} met ${type}`)),
    )
    expect(missing(pairs)).toEqual([])
  })

  it('every stage and every kind of ignored result happens', () => {
    const stages = ['half', 'three-quarter', 'expiry', 'retry', 'demand'].map(
      (stage) => `${stage} while valid.idle`,
    )
    const whys = ['superseded', 'expired', 'unknown'].map((why) => `ignored as ${why}`)
    const rejection = coveredStates
      .filter((state) => state.endsWith('.idle'))
      .map((state) => `rejection while ${state}`)
    expect(
      missing([
        ...whys.flatMap((why) => coveredStates.map((state) => `${why} while ${state}`)),
        ...policies.flatMap((policy) => [...stages, ...whys].map((what) => `${policy}: ${what}`)),
        ...rejection.map((what) => `stay: ${what}`),
      ]),
    ).toEqual([])
  })

  it('every way to be kicked is gone', () => {
    expect(
      missing([
        ...coveredStates
          .filter((state) => !state.startsWith('expired'))
          .map((state) => `kicked by deadline.reached while ${state}`),
        ...coveredStates.map((state) => `kicked by conference.ejected while ${state}`),
        'kicked by conference.joined while expired.idle',
        'kicked by refresh.failed while expired.requesting',
        'kicked by refresh.succeeded while expired.requesting',
      ]),
    ).toEqual([])
  })

  it('nothing happens that the design rules out', () => {
    const ruledOut = [...seen].filter(
      (sighting) => sighting.startsWith('stay: participant') || sighting.startsWith('kick: rejection'),
    )
    expect(ruledOut).toEqual([])
  })
})
