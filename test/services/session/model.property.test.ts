import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JournalRecord, Policy } from '../../../src/index.ts'
import {
  checkInvariants,
  collectUnhandled,
  modelDecider as model,
  trace,
  traceOf,
} from '../../../src/testing/index.ts'
import { live } from '../../properties/session/run.ts'
import { scripts } from '../../properties/session/scripts.ts'

const runs = { numRuns: 150 }

/** Lives a script, and gives its records to a check. */
const onEveryRun = (policy: Policy, check: (records: readonly JournalRecord[]) => void) =>
  fc.assert(
    fc.asyncProperty(scripts({ policy }), async (script) => {
      check(await (await live(script)).records())
    }),
    runs,
  )

describe('a session with a misbehaving callback, on a clock that sleeps and jumps', () => {
  for (const policy of ['stay', 'kick'] as const) {
    it(`decides what the model decides: ${policy}`, () =>
      onEveryRun(policy, (records) => {
        const { input, entries } = traceOf(records)
        const events = entries.map(({ event }) => event)
        const decided = trace(model, { policy, input, events }).entries
        expect(entries).toMatchObject(decided.map(({ event, facts, state }) => ({ event, facts, state })))
      }))

    it(`keeps every invariant: ${policy}`, async () => {
      const unhandled = collectUnhandled()
      await fc.assert(
        fc.asyncProperty(scripts({ policy }), async (script) => {
          const run = await live(script)
          await run.session.close()
          const trace = await run.trace({ unhandled: unhandled.errors })
          expect(checkInvariants(trace)).toEqual([])
        }),
        runs,
      )
      await unhandled.stop()
      expect(unhandled.errors).toEqual([])
    })
  }

  it('records-are-gapless', () =>
    onEveryRun('kick', (records) => {
      expect(records.map(({ version }) => version)).toEqual(records.map((_, index) => index + 1))
      expect(records.map(({ type }) => type).slice(1)).not.toContain('session.opened')
      expect(records.every(({ type, event, atMs }) => type === event.type && atMs === event.atMs)).toBe(true)
      expect(records.map(({ atMs }) => atMs)).toEqual(
        records.map(({ atMs }) => atMs).toSorted((a, b) => a - b),
      )
    }))
})
