import { describe, expect, it } from 'vitest'
import { faultsOf } from '../../../../src/testing/simulation/sessions/faults-of.ts'
import type { Behaviour, SessionScript } from '../../../../src/testing/simulation/sessions/script.ts'
import { MemoryStore } from '../../../../src/testing/simulation/sessions/store/memory-store.ts'
import { World } from '../../../../src/testing/simulation/sessions/world.ts'

const good: Behaviour = { give: 'good', manner: 'promises', latencyMs: 0 }

describe('the faults of a callback', () => {
  it.each<[Partial<Behaviour>, ...string[]]>([
    [{}],
    [{ give: 'short', ms: 5 }, 'short-token'],
    [{ give: 'error', manner: 'settles-twice', latencyMs: 2000 }, 'throws', 'settles-twice', 'latency'],
    [{ reenter: 'token' }, 're-enters'],
  ])('%j', (behaviour, ...faults) => expect(faultsOf({ ...good, ...behaviour })).toEqual(faults))

  it('what is never given is no fault, nor is a latency that nobody waits for', () => {
    expect(faultsOf({ give: 'expired', manner: 'never', latencyMs: 9000 })).toEqual(['never-answers'])
    expect(faultsOf({ give: 'same', manner: 'thenable-whose-then-throws', latencyMs: 9000 })).toEqual([
      'throws',
    ])
    expect(faultsOf({ give: 'good', manner: 'returns', latencyMs: 9000 })).toEqual([])
  })

  it('strike when the callback is called, not before', () => {
    const script: SessionScript = {
      ...{ policy: 'stay', retry: 'backoff', overlap: 'allow', jitter: 0, refreshTimeoutMs: 30_000 },
      ...{ store: 'memory', form: 'opaque', ttlMs: 3_600_000, aheadMs: 0, seed: 0, episodes: [] },
    }
    const { issuer, tally } = new World(script, new MemoryStore(), {})
    issuer.queue.push({ ...good, manner: 'never' })
    expect(tally.under).toEqual([])
    const callers = { onCall() {}, reenter() {}, onAnswer() {}, onShort() {} }
    const { signal } = new AbortController()
    void issuer.callbackOf(1, callers)(false, { attempt: 1, stage: 'demand', signal } as never)
    expect(tally.under).toEqual(['never-answers'])
  })
})
