import fc from 'fast-check'
import type { JournalRecord } from 'halflife'
import { describe, expect, it } from 'vitest'
import { type Deed, FeedLog } from '../../../../src/services/inspector/feed/feed-log.ts'
import type { ActorMessage } from '../../../../src/services/inspector/protocol.ts'

const record = (stream: string, version: number): Deed => ({
  is: 'record',
  record: { stream, version } as JournalRecord,
})
const actor = (sessionId: string, type: ActorMessage['type'], status = 'active'): Deed => ({
  is: 'actor',
  message: { type, sessionId, snapshot: { status } } as ActorMessage,
})

/** All that a page would be sent from a place on, in batches. */
function read(log: FeedLog, after = 0) {
  const deeds: Deed[] = []
  for (let batch = log.batch(after); batch; batch = log.batch(after)) {
    after = batch.last
    expect(new Set(batch.deeds.map(({ is }) => is)).size).toBe(1)
    deeds.push(...batch.deeds)
  }
  return { deeds, after }
}

const records = (deeds: readonly Deed[]) =>
  deeds.flatMap((deed) => (deed.is === 'record' ? [deed.record] : []))
const messages = (deeds: readonly Deed[]) =>
  deeds.flatMap((deed) => (deed.is === 'actor' ? [deed.message] : []))

describe('what is kept of an app', () => {
  it('stays within its limits, and holds each stream whole, in order, or not at all', () => {
    const limits = { records: 40, messages: 30, characters: 5_000 }
    const doings = fc.array(fc.tuple(fc.nat(6), fc.integer({ min: 1, max: 400 }), fc.boolean()), {
      maxLength: 300,
    })
    fc.assert(
      fc.property(doings, (steps) => {
        const log = new FeedLog(limits)
        const versions = new Map<string, number>()
        for (const [n, size, isRecord] of steps) {
          const stream = `s${n}`
          const version = (versions.get(stream) ?? 0) + 1
          // A stream that was let go is said nothing of any more.
          if (isRecord && version > 0) versions.set(stream, version)
          const deed = isRecord && version > 0 ? record(stream, version) : actor(stream, '@xstate.event')
          for (const cut of log.push(deed, size)) versions.set(cut, Number.NEGATIVE_INFINITY)
          const { deeds } = read(log)
          expect(records(deeds).length).toBeLessThanOrEqual(limits.records)
          expect(messages(deeds).length).toBeLessThanOrEqual(limits.messages)
          const shown = new Map<string, number>()
          for (const { stream: of, version: at } of records(deeds)) {
            expect(at).toBe((shown.get(of) ?? 0) + 1)
            shown.set(of, at)
          }
          for (const [of, at] of versions) expect(shown.get(of)).toBe(at > 0 ? at : undefined)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('goes on from where a reader was, though something was let go meanwhile', () => {
    const log = new FeedLog({ records: 1_000, messages: 100, characters: 1e9 })
    for (let n = 0; n < 50; n++) log.push(actor(`x:${n}`, '@xstate.event'), 1)
    const { after } = read(log)
    for (let n = 50; n < 130; n++) log.push(actor(`x:${n}`, '@xstate.event'), 1)
    const seen = messages(read(log, after).deeds).map(({ sessionId }) => sessionId)
    expect(seen).toEqual(Array.from({ length: 80 }, (_, n) => `x:${n + 50}`).slice(-seen.length))
    expect(log.dropped).toBe(130 - messages(read(log).deeds).length)
    expect(log.dropped).toBeGreaterThan(0)
  })

  it('has at least how each actor that lives was made known, and what it last came to', () => {
    const log = new FeedLog({ records: 1, messages: 20, characters: 1e9 })
    log.push(actor('alive', '@xstate.actor'), 1)
    log.push(actor('alive', '@xstate.snapshot'), 1)
    log.push(actor('over', '@xstate.actor'), 1)
    log.push(actor('over', '@xstate.snapshot', 'done'), 1)
    for (let n = 0; n < 40; n++) log.push(actor('alive', '@xstate.event'), 1)
    const kept = messages(read(log).deeds).map(({ sessionId, type }) => `${sessionId} ${type}`)
    expect(kept.slice(0, 2)).toEqual(['alive @xstate.actor', 'alive @xstate.snapshot'])
    expect(kept.join()).not.toContain('over')
  })

  it('sends no batch of more than half a million characters, but for one message that has more by itself', () => {
    const log = new FeedLog({ records: 10, messages: 1_000, characters: 1e9 })
    const sizes = [300_000, 300_000, 100_000, 900_000, 1]
    for (const size of sizes) log.push(actor('x:1', '@xstate.event'), size)
    const lengths: number[] = []
    for (let batch = log.batch(0); batch; batch = log.batch(batch.last)) lengths.push(batch.deeds.length)
    expect(lengths).toEqual([1, 2, 1, 1])
  })
})
