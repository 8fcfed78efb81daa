import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TokenEvent } from '../../src/machines/events.ts'
import {
  type History,
  histories,
  machineDecider,
  readTrace,
  type Trace,
  trace,
} from '../../src/testing/index.ts'

const runs = { numRuns: 120 }
const run = (history: History): Trace => trace(machineDecider, history)

/** The same, with every moment and every duration in it changed: names of both end in `Ms`. */
function retime<T>(value: T, moment: (ms: number) => number, duration: (ms: number) => number): T {
  if (Array.isArray(value)) return value.map((item) => retime(item, moment, duration)) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, field]) => {
    if (typeof field !== 'number' || !key.endsWith('Ms')) return [key, retime(field, moment, duration)]
    return [key, key === 'jitterMs' ? duration(field) : moment(field)]
  })
  return Object.fromEntries(entries) as T
}

const same = (ms: number) => ms

describe('the machine', () => {
  it('knows no absolute time: all times shifted give the same trace, shifted', () =>
    fc.assert(
      fc.property(
        histories(fc),
        fc.integer({ min: -1_700_000_000_000, max: 4_000_000_000_000 }),
        (history, byMs) => {
          const shift = (ms: number) => ms + byMs
          expect(run(retime(history, shift, same))).toStrictEqual(retime(run(history), shift, same))
        },
      ),
      runs,
    ))

  it('knows no unit of time: all times scaled give the same trace, scaled', () =>
    fc.assert(
      fc.property(histories(fc, { ttlMultipleOf: 4 }), fc.integer({ min: 2, max: 1000 }), (history, by) => {
        const scale = (ms: number) => ms * by
        expect(run(retime(history, scale, scale))).toStrictEqual(retime(run(history), scale, scale))
      }),
      runs,
    ))

  it('decides the same under both policies, until an end, a rejection or an ejection', () =>
    fc.assert(
      fc.property(histories(fc, { policy: 'stay' }), (stay) => {
        const events: TokenEvent[] = []
        for (const { event, before } of readTrace(run(stay))) {
          const isRejection = event.type === 'api.rejected' && event.generation === before.generation
          if (isRejection || event.type === 'conference.ejected' || event.atMs >= before.token.expiresAtMs)
            break
          events.push(event)
        }
        const kick = run({ ...stay, policy: 'kick', events })
        expect(kick.entries).toStrictEqual(run({ ...stay, events }).entries)
      }),
      runs,
    ))
})
