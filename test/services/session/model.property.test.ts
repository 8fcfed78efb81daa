import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JournalRecord, Policy } from '../../../src/index.ts'
import { checkInvariants, modelDecider as model, trace } from '../../../src/testing/index.ts'
import { live, traceOf } from '../../properties/session/run.ts'
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
        expect(entries).toEqual(decided.map(({ event, facts, state }) => ({ event, facts, state })))
      }))

    it(`keeps every invariant that a trace shows: ${policy}`, () =>
      onEveryRun(policy, (records) => expect(checkInvariants(traceOf(records))).toEqual([])))
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
