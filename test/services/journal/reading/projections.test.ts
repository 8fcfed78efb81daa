import fc from 'fast-check'
import {
  attemptsByStage,
  type JournalRecord,
  kicks,
  nextDeadlineMs,
  type Projection,
  project,
  refreshLatency,
  replay,
  timeInStates,
  timerLateness,
  together,
} from 'halflife'
import { type Trace, traces } from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { recorded } from '../recorded.ts'

const runs = { numRuns: 100 }
const journals = fc.array(traces(fc, { neverMade: false, maxLength: 25 }), { minLength: 1, maxLength: 3 })

/** Several streams in one journal, one after the other. */
const journal = (many: readonly Trace[]) => many.flatMap((trace, at) => recorded(trace, `stream-${at}`))
const facts = (records: readonly JournalRecord[]) => records.flatMap((record) => record.facts)

describe('projections', () => {
  it('attempts by stage: as many as there are facts and events of them', () =>
    fc.assert(
      fc.asyncProperty(journals, async (many) => {
        const records = journal(many)
        const stages = Object.entries(await project(records, attemptsByStage))
        for (const [stage, { made, adopted, failed, ignored, lost, failureRate }] of stages) {
          const requested = facts(records).filter(
            (fact) => fact.type === 'refresh.requested' && fact.stage === stage,
          )
          expect(made).toBe(requested.length)
          expect(adopted + failed + ignored + lost).toBeLessThanOrEqual(made)
          const answered = adopted + failed + ignored
          expect(failureRate).toBe(answered === 0 ? 0 : (failed + ignored) / answered)
        }
        const endings = many.flatMap((trace) => [...firstEndings(recorded(trace)).values()])
        const total = (of: 'adopted' | 'failed' | 'ignored') =>
          stages.reduce((sum, [, counts]) => sum + counts[of], 0)
        for (const of of ['adopted', 'failed', 'ignored'] as const) {
          expect(total(of)).toBe(endings.filter(({ ending }) => ending === of).length)
        }
      }),
      runs,
    ))

  it('attempts by stage: what is in flight when a session ends is lost', async () => {
    const requested = {
      type: 'refresh.requested',
      atMs: 0,
      attempt: 1,
      stage: 'demand',
      isExpired: false,
    } as const
    const records = recorded({
      policy: 'kick',
      input: { token: { issuedAtMs: 0, expiresAtMs: 60_000 }, atMs: 0 },
      entries: [
        { event: { type: 'refresh.demanded', atMs: 0 }, facts: [requested], state: 'valid.requesting' },
        {
          event: { type: 'conference.ejected', atMs: 0 },
          facts: [{ type: 'participant.kicked', atMs: 0, generation: 0 }],
          state: 'kicked',
        },
      ],
    })
    expect(await project(records, attemptsByStage)).toMatchObject({
      demand: { made: 1, lost: 1, failureRate: 0 },
    })
    expect(await project(records.slice(0, 2), attemptsByStage)).toMatchObject({
      demand: { made: 1, lost: 0 },
    })
  })

  it('refresh latency: the extremes and the mean are exact, percentiles to 3 %', () =>
    fc.assert(
      fc.asyncProperty(journals, async (many) => {
        const latency = await project(journal(many), refreshLatency)
        for (const of of ['adopted', 'failed', 'ignored'] as const) {
          const spans = many
            .flatMap((trace) => [...firstEndings(recorded(trace)).values()])
            .filter(({ ending }) => ending === of)
            .map(({ tookMs }) => tookMs)
          expectSpread(latency[of], spans)
        }
      }),
      runs,
    ))

  it('timer lateness: event time less the deadline that was due', () =>
    fc.assert(
      fc.asyncProperty(traces(fc, { maxLength: 15 }), async (trace) => {
        const records = recorded(trace)
        const late: number[] = []
        for (const [index, { event }] of records.entries()) {
          if (event.type !== 'deadline.reached') continue
          const deadlineMs = nextDeadlineMs((await replay(records.slice(0, index))).snapshot)
          if (deadlineMs !== null && deadlineMs <= event.atMs) late.push(event.atMs - deadlineMs)
        }
        expectSpread(await project(records, timerLateness), late)
      }),
      runs,
    ))

  it('time in states: together, as long as the sessions lived', () =>
    fc.assert(
      fc.asyncProperty(journals, async (many) => {
        const spent = await project(journal(many), timeInStates)
        const lifeMs = many.map(
          (trace) => (trace.entries.at(-1)?.event.atMs ?? trace.input.atMs) - trace.input.atMs,
        )
        const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
        expect(sum(Object.values(spent))).toBe(sum(lifeMs))
        const visited = new Set(journal(many).map(({ state }) => state))
        for (const state of Object.keys(spent)) expect(visited).toContain(state)
      }),
      runs,
    ))

  it('time in states: none while a session is closed, or after a kick', async () => {
    const [opened] = recorded({
      policy: 'stay',
      input: { token: { issuedAtMs: 0, expiresAtMs: 60_000 }, atMs: 0 },
      entries: [],
    })
    const record = (version: number, type: 'session.closed' | 'conference.left', atMs: number) => ({
      ...(opened as JournalRecord),
      version,
      type,
      atMs,
      event: { type, atMs },
    })
    const records = [
      opened,
      record(2, 'session.closed', 10),
      record(3, 'conference.left', 1_000),
      record(4, 'conference.left', 1_007),
    ]
    expect(await project(records as JournalRecord[], timeInStates)).toEqual({ 'valid.idle': 17 })
  })

  it('kicks: each one, with the event that it followed', () =>
    fc.assert(
      fc.asyncProperty(journals, async (many) => {
        const records = journal(many)
        const { count, byCause, last } = await project(records, kicks)
        const kicking = records.filter((record) =>
          record.facts.some(({ type }) => type === 'participant.kicked'),
        )
        expect(count).toBe(kicking.length)
        expect(last.map(({ stream, version, cause }) => [stream, version, cause])).toEqual(
          kicking.map(({ stream, version, type }) => [stream, version, type]),
        )
        for (const [cause, times] of Object.entries(byCause)) {
          expect(times).toBe(kicking.filter(({ type }) => type === cause).length)
        }
      }),
      runs,
    ))

  it('several questions in one reading are answered as one by one', () =>
    fc.assert(
      fc.asyncProperty(journals, async (many) => {
        const records = journal(many)
        const all = await project(records, together({ attemptsByStage, kicks, timeInStates, timerLateness }))
        expect(all).toEqual({
          attemptsByStage: await project(records, attemptsByStage),
          kicks: await project(records, kicks),
          timeInStates: await project(records, timeInStates),
          timerLateness: await project(records, timerLateness),
        })
      }),
      { numRuns: 30 },
    ))

  it('a user’s own is a plain object, and sees the machine before each record', () =>
    fc.assert(
      fc.asyncProperty(traces(fc), async (trace) => {
        const generations: Projection<number[]> = {
          initial: () => [],
          step: (seen, _, before) => [...seen, before ? before.context.generation : -1],
          result: (seen) => seen,
        }
        const records = recorded(trace)
        const seen = await project(records, generations)
        const adopted = records.map((record) => record.facts.some(({ type }) => type === 'token.adopted'))
        const expected = records.map((_, at) => (at === 0 ? -1 : adopted.slice(0, at).filter(Boolean).length))
        expect(seen).toEqual(expected)
      }),
      runs,
    ))
})

/** How each attempt of a stream first ended, and how long it took; those lost or open are not there. */
function firstEndings(records: readonly JournalRecord[]) {
  const made = new Map<number, number>()
  const ended = new Map<number, { ending: string; tookMs: number }>()
  for (const { event, facts: decided, atMs } of records) {
    if (event.type === 'refresh.failed' || event.type === 'refresh.succeeded') {
      const fromMs = made.get(event.attempt)
      const isAdopted = decided.some(({ type }) => type === 'token.adopted')
      const ending = event.type === 'refresh.failed' ? 'failed' : isAdopted ? 'adopted' : 'ignored'
      if (fromMs !== undefined) ended.set(event.attempt, { ending, tookMs: atMs - fromMs })
      made.delete(event.attempt)
    }
    if (event.type === 'session.resumed')
      for (const attempt of made.keys()) if (attempt <= event.attempt) made.delete(attempt)
    for (const fact of decided) if (fact.type === 'refresh.requested') made.set(fact.attempt, atMs)
  }
  return ended
}

function expectSpread(
  summary: Awaited<ReturnType<typeof project<unknown, unknown>>>,
  values: readonly number[],
) {
  if (values.length === 0) return expect(summary).toBeNull()
  const sorted = values.toSorted((a, b) => a - b)
  const spread = summary as Record<'count' | 'min' | 'max' | 'mean' | 'p50' | 'p90' | 'p99', number>
  expect(spread).toMatchObject({ count: values.length, min: sorted[0], max: sorted.at(-1) })
  expect(spread.mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 3)
  for (const [name, part] of [
    ['p50', 0.5],
    ['p90', 0.9],
    ['p99', 0.99],
  ] as const) {
    const exact = sorted[Math.ceil(values.length * part) - 1] ?? 0
    expect(spread[name]).toBeGreaterThanOrEqual(exact - 1e-6)
    expect(spread[name]).toBeLessThanOrEqual((exact + 1) * 1.03)
  }
}
