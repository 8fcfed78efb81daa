import { CloudEvent as Event, HTTP, type Message } from 'cloudevents'
import fc from 'fast-check'
import { type JournalRecord, toCloudEvents } from 'halflife'
import { traces } from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { all, chained, recorded } from '../recorded.ts'

describe('CloudEvents', () => {
  it('are valid by the SDK, one for each record, and hold it whole', () =>
    fc.assert(
      fc.asyncProperty(traces(fc), fc.string({ minLength: 1 }), async (trace, stream) => {
        const records = await chained(recorded(trace, stream))
        const events = await all(toCloudEvents(records, { source: 'https://example.com/journal' }))
        expect(events).toHaveLength(records.length)
        for (const [index, event] of events.entries()) {
          expect(new Event({ ...event }).validate()).toBe(true)
          expect({ stream: event.subject, ...event.data }).toEqual(records[index])
          expect(Date.parse(event.time ?? '')).toBe(Math.trunc(records[index]?.atMs ?? 0))
        }
        expect(new Set(events.map(({ id }) => id)).size).toBe(records.length)
        expect(events.map(({ sequence }) => sequence)).toEqual(
          events.map(({ sequence }) => sequence).toSorted(),
        )
      }),
      { numRuns: 60 },
    ))

  it('are read back by the SDK from a structured message', async () => {
    const [record] = recorded({
      policy: 'kick',
      input: { token: { issuedAtMs: 0, expiresAtMs: 60_000 }, atMs: 1_800_000_000_000 },
      entries: [],
    })
    const [event] = await all(toCloudEvents([record as JournalRecord]))
    const message: Message = {
      headers: { 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify(event),
    }
    expect(HTTP.toEvent(message)).toMatchObject({
      specversion: '1.0',
      id: 'room-7/alice/1',
      source: 'urn:halflife:journal',
      type: 'dev.halflife.session.opened',
      subject: 'room-7/alice',
      time: '2027-01-15T08:00:00.000Z',
      datacontenttype: 'application/json',
      data: { version: 1, policy: 'kick', state: 'valid.idle' },
    })
  })

  it('have no time where RFC 3339 has none', async () => {
    const at = async (atMs: number) => {
      const [record] = recorded({
        policy: 'stay',
        input: { token: { issuedAtMs: 0, expiresAtMs: 9 }, atMs },
        entries: [],
      })
      const [event] = await all(toCloudEvents([record as JournalRecord]))
      expect(new Event({ ...event }).validate()).toBe(true)
      return event?.time
    }
    expect(await at(253_402_300_799_999)).toBe('9999-12-31T23:59:59.999Z')
    expect(await at(253_402_300_800_000)).toBeUndefined()
    expect(await at(-62_167_219_200_001)).toBeUndefined()
    expect(await at(9e20)).toBeUndefined()
  })

  it('leave out the position that readAll adds', async () => {
    const [record] = recorded({
      policy: 'stay',
      input: { token: { issuedAtMs: 0, expiresAtMs: 9 }, atMs: 0 },
      entries: [],
    })
    const [event] = await all(toCloudEvents([{ ...record, position: '7' } as unknown as JournalRecord]))
    expect(event?.data).not.toHaveProperty('position')
  })
})
