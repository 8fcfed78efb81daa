import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { explain, explanationToText, importJsonl, type JournalRecord } from 'halflife'
import { traces } from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { live } from '../../../properties/session/run.ts'
import { scripts } from '../../../properties/session/scripts.ts'
import { canariesOf } from '../../session/canary.ts'
import { recorded } from '../recorded.ts'

const runs = { numRuns: 200 }
const history = (name: string) =>
  importJsonl(readFileSync(new URL(`../histories/0.1.0/${name}.jsonl`, import.meta.url), 'utf8'))
const at = (time: string) => Date.parse(`2027-01-15T${time}Z`)

describe('explain', () => {
  it('answers why a participant was kicked, from the records alone', async () => {
    const { paragraph } = await explain(history('kick'))
    expect(paragraph).toBe(
      'histories/kick was kicked at 2027-01-15 08:01:30.110 UTC: its token ended while the participant was in a ' +
        'conference. Token 1, which attempt 1 had brought at 08:00:30.110, ended at 08:01:30.110, 60 s after its ' +
        'beginning. The end was noticed on time. Two attempts were made to replace it: attempt 2, at one half of its ' +
        'life (at 08:01:00.110), failed after 35 ms: the callback threw TypeError (ECONNREFUSED); attempt 3, at three ' +
        'quarters of its life (at 08:01:15.110), failed after 285 ms: the callback threw AuthServerError (503). Its ' +
        'policy is kick: without a living token there is no place in the conference, and the callback is not asked again.',
    )
  })

  it('tells of each record since the token in use came', async () => {
    expect(explanationToText(await explain(history('kick')))).toContain(`
  4  08:00:30.110  Attempt 1 brought a token: token 1 is in use, good for 60 s, until 08:01:30.110.
  5  08:01:00.110  One half of the life of token 1 was over: attempt 2 is made at one half of its life.
  6  08:01:00.145  Attempt 2 failed, the callback threw TypeError (ECONNREFUSED): it waits for the next point.
`)
  })

  it('says how late the end was noticed, and what had passed unnoticed', async () => {
    const { paragraph } = await explain(history('kick-after-sleep'))
    expect(paragraph).toContain(
      'The end was noticed 3 h late; before it, one half and three quarters of its life had passed unnoticed. No attempt was made to replace it.',
    )
  })

  it.each([
    ['kick-without-hope', 'the participant joined a conference with a token that had expired'],
    ['ejected', 'the platform had put the participant out of the conference'],
  ])('says what the kick of %s followed', async (name, cause) => {
    expect((await explain(history(name))).headline).toContain(cause)
  })

  it('says why it was in a state at a moment, in the middle of things', async () => {
    expect((await explain(history('kick'), at('08:01:10.000'))).paragraph).toBe(
      'histories/kick was refreshing-half at 2027-01-15 08:01:10.000 UTC. Token 1, which attempt 1 had brought at ' +
        '08:00:30.110, ends at 08:01:30.110, 60 s after its beginning. One attempt was made to replace it: attempt 2, ' +
        'at one half of its life (at 08:01:00.110), failed after 35 ms: the callback threw TypeError (ECONNREFUSED). ' +
        'Next was three quarters of its life at 08:01:15.110. Its policy is kick: should the token end in the ' +
        'conference, the participant is put out.',
    )
    const inFlight = await explain(history('stay'), at('08:01:31.000'))
    expect(inFlight.paragraph).toContain('Attempt 5 was in flight since 08:01:30.120.')
    expect(inFlight.verdict).toBe(
      'Its policy is stay: the participant stays, whatever becomes of the token, and the callback is asked again.',
    )
    const waiting = await explain(history('outage'), at('08:10:00.000'))
    expect(waiting.paragraph).toMatch(
      /attempts were made to replace it; the last six: .* Next was another try at /,
    )
  })

  it('sees no further than the moment', async () => {
    const { version, records } = await explain(history('kick'), at('08:00:29.000'))
    expect([version, records.length]).toEqual([2, 2])
    await expect(explain(history('kick'), at('07:59:00.000'))).rejects.toMatchObject({
      code: 'ERR_STREAM_NOT_FOUND',
    })
  })

  it('each kick is explained with the last failures before it', () =>
    fc.assert(
      fc.asyncProperty(traces(fc, { policy: 'kick', neverMade: false }), async (trace) => {
        const records = recorded(trace)
        const kick = records.find(({ facts }) => facts.some(({ type }) => type === 'participant.kicked'))
        fc.pre(kick !== undefined)
        const { headline, paragraph, state } = await explain(records)
        expect(state).toBe('kicked')
        expect(headline).toContain('was kicked at')
        expect(paragraph).toContain(`Its policy is kick`)
        for (const attempt of lastFailures(records)) {
          expect(paragraph).toMatch(new RegExp(`attempt ${attempt}, [^;]* failed`))
        }
      }),
      runs,
    ))

  it('has an answer for every history, at every moment of it', () =>
    fc.assert(
      fc.asyncProperty(traces(fc), fc.nat(100), async (trace, part) => {
        const records = recorded(trace)
        const last = records[Math.round(((records.length - 1) * part) / 100)] as JournalRecord
        const explanation = await explain(records, last.atMs)
        const { headline, paragraph, verdict, state } = explanation
        expect(state).toBe(records.filter(({ atMs }) => atMs <= last.atMs).at(-1)?.state)
        expect(paragraph.startsWith(headline) && paragraph.endsWith(verdict)).toBe(true)
        expect(explanationToText(explanation)).not.toMatch(/undefined|null|NaN|\[object/)
      }),
      runs,
    ))

  it('holds no token, whatever became of real sessions', () =>
    fc.assert(
      fc.asyncProperty(scripts({ maxLength: 12 }), async (script) => {
        const seen: string[] = []
        const run = await live(script, ({ session }) => {
          try {
            seen.push(session.token())
          } catch {
            // There is none now.
          }
        })
        const text = explanationToText(await explain(await run.records()))
        for (const token of new Set(seen))
          for (const canary of canariesOf(token)) expect(text).not.toContain(canary)
        await run.session.close().catch(() => {})
      }),
      { numRuns: 40 },
    ))

  it('writes moments as it is told to', async () => {
    const inWords = (atMs: number) => `+${atMs - at('08:00:00.000')}`
    const { headline, records } = await explain(history('kick'), Infinity, { inWords })
    expect(headline).toContain('was kicked at +90110:')
    expect(records.at(0)?.text).toContain('until +90110.')
  })

  it('names the day where it is another, and takes any time', async () => {
    const opened = (atMs: number, ttlMs: number) =>
      recorded({
        policy: 'stay',
        input: { token: { issuedAtMs: atMs, expiresAtMs: atMs + ttlMs }, atMs },
        entries: [],
      })
    const nextDay = await explain(opened(at('23:00:00.000'), 7_200_000))
    expect(nextDay.paragraph).toContain('ends at 2027-01-16 01:00:00.000 UTC')
    expect((await explain(opened(9e15, 4))).headline).toContain('at 9000000000000000 ms.')
  })

  it('of a long story tells the beginning and the end, and says what it leaves out', async () => {
    const entries = Array.from({ length: 500 }, (_, n) => ({
      event: { type: n % 2 ? ('conference.left' as const) : ('conference.joined' as const), atMs: 0 },
      facts: [],
      state: 'valid.idle',
    }))
    const input = { token: { issuedAtMs: 0, expiresAtMs: 60_000 }, atMs: 0 }
    const explanation = await explain(recorded({ policy: 'stay', input, entries }))
    expect([explanation.records.length, explanation.leftOut]).toEqual([60, 441])
    const lines = explanationToText(explanation).trimEnd().split('\n').slice(2)
    expect(lines[20]).toBe('  ... 441 more ...')
    expect(lines[19]).toMatch(/^ {2}20 {2}/)
    expect(lines[21]).toMatch(/^ {2}462 {2}/)
  })
})

/** Which of the last six attempts since the last token failed; only the first outcome of each counts. */
function lastFailures(records: readonly JournalRecord[]): number[] {
  let made: number[] = []
  let open: number[] = []
  let failed: number[] = []
  for (const { event, facts } of records) {
    if (facts.some(({ type }) => type === 'token.adopted')) {
      made = []
      open = []
      failed = []
    }
    if (event.type === 'refresh.failed' && open.includes(event.attempt)) failed.push(event.attempt)
    if (event.type === 'refresh.failed' || event.type === 'refresh.succeeded')
      open = open.filter((attempt) => attempt !== event.attempt)
    if (event.type === 'session.resumed') open = open.filter((attempt) => attempt > event.attempt)
    for (const fact of facts) {
      if (fact.type !== 'refresh.requested') continue
      made.push(fact.attempt)
      open.push(fact.attempt)
    }
  }
  const last = made.slice(-6)
  return failed.filter((attempt) => last.includes(attempt))
}
