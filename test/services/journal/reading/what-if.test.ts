import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import {
  importJsonl,
  type JournalRecord,
  type Policy,
  replay,
  type TokenFact,
  whatIf,
  whatIfToText,
} from 'halflife'
import { type Trace, traces } from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { recorded } from '../recorded.ts'

const runs = { numRuns: 300 }
const kick = readFileSync(new URL('../histories/0.1.0/kick.jsonl', import.meta.url), 'utf8')
const history = (name: string) =>
  importJsonl(readFileSync(new URL(`../histories/0.1.0/${name}.jsonl`, import.meta.url), 'utf8'))
const otherThan = (policy: Policy): Policy => (policy === 'kick' ? 'stay' : 'kick')
const isKick = (facts: readonly TokenFact[] = []) => facts.some(({ type }) => type === 'participant.kicked')

describe('what if', () => {
  it('under its own policy a history is the same, record by record', () =>
    fc.assert(
      fc.asyncProperty(traces(fc), async (trace) => {
        const records = recorded(trace)
        const answer = await whatIf(records, { policy: trace.policy })
        const { snapshot, state } = await replay(records)
        expect(answer).toMatchObject({ count: 0, differences: [], leftOut: 0, state })
        expect(answer).not.toHaveProperty('firstDifference')
        expect(answer.snapshot.context).toEqual(snapshot.context)
      }),
      runs,
    ))

  it('the two policies part at the end, a rejection or an ejection, and not before', () =>
    fc.assert(
      fc.asyncProperty(traces(fc), async (trace) => {
        const { firstDifference } = await whatIf(recorded(trace), { policy: otherThan(trace.policy) })
        if (!firstDifference) return
        const past = trace.entries.slice(0, firstDifference.version - 1)
        const isCause = ({ event, facts }: Trace['entries'][number]) =>
          event.type === 'conference.ejected' ||
          facts.some(({ type }) => type === 'token.expired' || type === 'token.rejected')
        expect(past.some(isCause)).toBe(true)
      }),
      runs,
    ))

  it('who was kicked would have stayed: stay kicks nobody', () =>
    fc.assert(
      fc.asyncProperty(traces(fc, { policy: 'kick' }), async (trace) => {
        const records = recorded(trace)
        const { state, snapshot, differences, firstDifference } = await whatIf(records, { policy: 'stay' })
        expect(snapshot.status).toBe('active')
        for (const { instead } of differences) expect(isKick(instead.facts)).toBe(false)
        const isKicked = records.some(({ facts }) => isKick(facts))
        if (isKicked) expect(firstDifference).toBeDefined()
        expect(state).not.toBe('kicked')
      }),
      runs,
    ))

  it('nothing comes about after a kick that would have been', () =>
    fc.assert(
      fc.asyncProperty(traces(fc, { policy: 'stay' }), async (trace) => {
        const { differences, state } = await whatIf(recorded(trace), { policy: 'kick' })
        const at = differences.findIndex(({ instead }) => isKick(instead.facts))
        expect(at >= 0).toBe(state === 'kicked')
        if (at < 0) return
        for (const { instead } of differences.slice(at + 1)) {
          expect(instead).toEqual({ event: null, facts: [], state: 'kicked' })
        }
      }),
      runs,
    ))

  it('attempts are numbered without gap in it, and no answer goes to one that was not made', () =>
    fc.assert(
      fc.asyncProperty(traces(fc, { neverMade: false }), async (trace) => {
        const records = recorded(trace)
        const { differences, snapshot } = await whatIf(records, { policy: otherThan(trace.policy) })
        expect(differences.flatMap(({ instead }) => instead.facts)).not.toContainEqual(
          expect.objectContaining({ why: 'unknown' }),
        )
        const made = differences
          .flatMap(({ instead }) => instead.facts)
          .flatMap((fact) => (fact.type === 'refresh.requested' ? [fact.attempt] : []))
        expect(made).toEqual([...new Set(made)].sort((a, b) => a - b))
        expect(Math.max(0, ...made)).toBeLessThanOrEqual(snapshot.context.lastAttempt)
      }),
      runs,
    ))

  it('says at which record a kick on C++ parts from what the web would have done', async () => {
    const answer = await whatIf(importJsonl(kick), { policy: 'stay' })
    expect(answer).toMatchObject({
      recorded: { policy: 'kick', state: 'kicked', version: 10 },
      policy: 'stay',
      state: 'expired.requesting',
      firstDifference: {
        version: 9,
        recorded: { state: 'kicked', facts: [{ type: 'token.expired' }, { type: 'participant.kicked' }] },
        instead: {
          state: 'expired.requesting',
          facts: [{ type: 'token.expired' }, { type: 'refresh.requested', stage: 'expiry', attempt: 4 }],
        },
      },
      unanswered: [{ attempt: 4 }],
    })
    expect(whatIfToText(answer)).toBe(
      'histories/kick, recorded under kick, as it would have been under stay: the two histories part at record 9, ' +
        'at 2027-01-15 08:01:30.110 UTC. The end of token 1 came. Recorded: token 1 is of no more use, and the ' +
        'participant is kicked. Instead: token 1 is of no more use, and attempt 4 is made at its end. From there on ' +
        '2 records differ. At the end of the records it would be expired.requesting; recorded is kicked. No record ' +
        'tells what the callback would have answered to attempt 4.\n',
    )
  })

  it('what was answered before a rejection that only stay acts upon is answered still', async () => {
    // Under kick a rejection calls nobody; under stay it makes attempt 1, and the attempt at the half is number 2.
    const ttl = { issuedAtMs: 0, expiresAtMs: 60_000 }
    const half = {
      type: 'refresh.requested',
      atMs: 30_000,
      attempt: 1,
      stage: 'half',
      isExpired: true,
    } as const
    const fresh = { issuedAtMs: 30_500, expiresAtMs: 90_500 }
    const records = recorded({
      policy: 'kick',
      input: { token: ttl, atMs: 0 },
      entries: [
        {
          event: { type: 'api.rejected', atMs: 10_000, generation: 0 },
          facts: [{ type: 'token.rejected', atMs: 10_000, generation: 0 }],
          state: 'valid.idle',
        },
        {
          event: { type: 'deadline.reached', atMs: 30_000 },
          facts: [half],
          state: 'refreshing-half.requesting',
        },
        {
          event: { type: 'refresh.succeeded', atMs: 30_500, attempt: 1, token: fresh },
          facts: [{ type: 'token.adopted', atMs: 30_500, generation: 1, ...fresh, attempt: 1 }],
          state: 'valid.idle',
        },
      ],
    })
    const answer = await whatIf(records, { policy: 'stay' })
    expect(answer.differences.map(({ version }) => version)).toEqual([2, 3])
    expect(answer).toMatchObject({ state: 'valid.idle', leftOut: 0, unanswered: [{ attempt: 1 }] })
    expect(answer.snapshot.context).toMatchObject({ generation: 1, lastAttempt: 2, expiresAtMs: 90_500 })
  })

  it('what befell a token that the other history never had does not come about in it', async () => {
    // Under stay the rejection brought token 1, which is rejected in its turn; under kick nobody asks.
    const fresh = { issuedAtMs: 10_500, expiresAtMs: 70_500 }
    const records = recorded({
      policy: 'stay',
      input: { token: { issuedAtMs: 0, expiresAtMs: 60_000 }, atMs: 0 },
      entries: [
        {
          event: { type: 'api.rejected', atMs: 10_000, generation: 0 },
          facts: [
            { type: 'token.rejected', atMs: 10_000, generation: 0 },
            { type: 'token.expired', atMs: 10_000, generation: 0 },
            { type: 'refresh.requested', atMs: 10_000, attempt: 1, stage: 'rejection', isExpired: true },
          ],
          state: 'expired.requesting',
        },
        {
          event: { type: 'refresh.succeeded', atMs: 10_500, attempt: 1, token: fresh },
          facts: [{ type: 'token.adopted', atMs: 10_500, generation: 1, ...fresh, attempt: 1 }],
          state: 'valid.idle',
        },
        {
          event: { type: 'token.supplied', atMs: 11_000, token: fresh },
          facts: [{ type: 'token.adopted', atMs: 11_000, generation: 2, ...fresh }],
          state: 'valid.idle',
        },
        {
          event: { type: 'api.rejected', atMs: 12_000, generation: 1 },
          facts: [],
          state: 'valid.idle',
        },
      ],
    })
    const answer = await whatIf(records, { policy: 'kick' })
    // The token that the app supplied is the same in both; its number is not.
    expect(answer.snapshot.context).toMatchObject({ generation: 1, isRejected: false, lastAttempt: 0 })
    expect(answer.leftOut).toBe(2)
  })

  it('a retry that only the other history has comes on time', async () => {
    const records = recorded({
      policy: 'kick',
      input: { token: { issuedAtMs: 0, expiresAtMs: 60_000 }, atMs: 0 },
      entries: [
        {
          event: { type: 'refresh.demanded', atMs: 1_000 },
          facts: [{ type: 'refresh.requested', atMs: 1_000, attempt: 1, stage: 'demand', isExpired: false }],
          state: 'valid.requesting',
        },
        {
          event: {
            type: 'refresh.succeeded',
            atMs: 2_000,
            attempt: 1,
            token: { issuedAtMs: 2_000, expiresAtMs: 62_000 },
            quietUntilMs: 8_000,
          },
          facts: [
            {
              type: 'token.adopted',
              atMs: 2_000,
              generation: 1,
              issuedAtMs: 2_000,
              expiresAtMs: 62_000,
              attempt: 1,
            },
          ],
          state: 'valid.idle',
        },
        {
          event: { type: 'api.rejected', atMs: 3_000, generation: 1 },
          facts: [{ type: 'token.rejected', atMs: 3_000, generation: 1 }],
          state: 'valid.idle',
        },
        { event: { type: 'conference.joined', atMs: 20_000 }, facts: [], state: 'valid.idle' },
      ],
    })
    const { differences } = await whatIf(records, { policy: 'stay' })
    expect(differences[1]).toMatchObject({
      version: 5,
      atMs: 8_000,
      recorded: null,
      instead: {
        event: { type: 'deadline.reached', atMs: 8_000 },
        facts: [{ type: 'refresh.requested', attempt: 2, stage: 'retry' }],
      },
    })
  })

  it('an attempt lost in a restart is made again in it, too', async () => {
    const { state, firstDifference } = await whatIf(history('restart'), { policy: 'kick' })
    expect(state).toBe('kicked')
    expect(firstDifference).toMatchObject({ version: 7, instead: { state: 'kicked' } })
  })

  it('says so when nothing would have been different', async () => {
    expect(whatIfToText(await whatIf(history('outage'), { policy: 'kick' }))).toMatch(
      /the same, in all \d+ records\.\n$/,
    )
  })

  it('tells so many differences, and counts them all', async () => {
    const { differences, count } = await whatIf(history('rejections'), { policy: 'kick', limit: 3 })
    expect(differences).toHaveLength(3)
    expect(count).toBeGreaterThan(3)
  })

  it('refuses what is no policy, and no history', async () => {
    await expect(whatIf([], { policy: 'leave' as Policy })).rejects.toMatchObject({ code: 'ERR_OPTION' })
    await expect(whatIf([] as JournalRecord[], { policy: 'stay' })).rejects.toMatchObject({
      code: 'ERR_STREAM_NOT_FOUND',
    })
  })
})
