import fc from 'fast-check'
import { createMemoryJournal, type JournalRecord, type Policy, replay } from 'halflife'
import { traces } from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { Life } from '../../../../src/services/inspector/page/life/life.ts'
import { scaleOf, ticksOf } from '../../../../src/services/inspector/page/life/scale.ts'
import { otherTurns, turnOf } from '../../../../src/services/inspector/page/life/turns.ts'
import { windowOf } from '../../../../src/services/inspector/page/life/window.ts'
import { matches, wordsIn } from '../../../../src/services/inspector/page/model/filter.ts'
import { History } from '../../../../src/services/inspector/page/model/history.ts'
import { rank } from '../../../../src/services/inspector/page/model/rank.ts'
import { whatIf } from '../../../../src/services/journal/what-if.ts'
import { all, recorded } from '../../journal/recorded.ts'
import { playOutage, playRecovery, playSleep } from './scenes.ts'

function historyOf(records: readonly JournalRecord[]): History {
  const history = new History('s1', records[0]?.stream ?? '')
  for (const record of records) history.take(record)
  return history
}

function lifeOf(history: History): Life {
  const life = new Life()
  for (const step of history.steps) life.take(turnOf(step))
  return life
}

const histories = traces(fc).map((trace) => recorded(trace))
const otherThan = (policy: Policy | undefined): Policy => (policy === 'kick' ? 'stay' : 'kick')

describe('what the page makes of a history', () => {
  it('is what replay makes of it, by the quick fold and by the full one', () =>
    fc.assert(
      fc.asyncProperty(histories, async (records) => {
        const history = historyOf(records)
        const { snapshot, state } = await replay(records)
        expect(history.fault).toBeUndefined()
        expect(history.path).toBe(state)
        expect(history.context).toEqual(snapshot.context)
        expect(history.steps.length).toBe(records.length)
      }),
    ))

  it('has every token, attempt and kick once, in states without a gap', () =>
    fc.assert(
      fc.property(histories, (records) => {
        const facts = records.flatMap((record) => record.facts)
        const count = (type: string) => facts.filter((fact) => fact.type === type).length
        const { tokens, attempts, marks, lates } = lifeOf(historyOf(records))
        const spans = tokens.flatMap((token) => token.spans)
        expect(tokens.length).toBe(1 + count('token.adopted'))
        expect(attempts.map(({ attempt }) => attempt)).toEqual(attempts.map((_, index) => index + 1))
        expect(attempts.length).toBe(count('refresh.requested'))
        expect(attempts.filter(({ end }) => end === 'adopted').length).toBeLessThanOrEqual(
          count('token.adopted'),
        )
        expect(marks.filter(({ kind }) => kind === 'kicked').length).toBe(count('participant.kicked'))
        for (const [index, span] of spans.slice(1).entries()) expect(span.fromMs).toBe(spans[index]?.untilMs)
        for (const { dueMs, atMs } of lates) expect(dueMs).toBeLessThan(atMs)
      }),
    ))

  it('comes, under the other policy, to where whatIf comes', () =>
    fc.assert(
      fc.asyncProperty(histories, async (records) => {
        const policy = otherThan(records[0]?.policy)
        const { state, snapshot } = await whatIf(records, { policy })
        const turns = otherTurns(historyOf(records).steps, policy)
        expect(turns.at(-1)).toMatchObject({ path: state, context: snapshot.context })
      }),
    ))

  it('stays readable as it was recorded where the records have a gap, and says so', async () => {
    const journal = createMemoryJournal()
    await playOutage(journal, 'native', 'kick')
    const records = await all(journal.read('native'))
    const history = historyOf(records.filter(({ version }) => version !== 5))
    expect(history).toMatchObject({ phase: 'unreadable', path: 'kicked', fault: 'Record 5 is missing.' })
    expect(history.steps.length).toBe(4)
  })
})

describe('a history that is told twice', () => {
  it('has every record once, though a source should say it again', async () => {
    const journal = createMemoryJournal()
    await playOutage(journal, 'native', 'kick')
    const records = await all(journal.read('native'))
    const history = historyOf([...records, ...structuredClone(records), ...records.slice(3, 9)])
    expect(history.records).toEqual(records)
    expect(history.steps.length).toBe(records.length)
    expect(history).toMatchObject({ fault: undefined, phase: 'kicked' })
  })

  it('is damaged where a record comes a second time as another one', async () => {
    const journal = createMemoryJournal()
    await playOutage(journal, 'native', 'kick')
    const records = await all(journal.read('native'))
    const [, , third] = records as [JournalRecord, JournalRecord, JournalRecord]
    const history = historyOf([...records, { ...third, atMs: third.atMs + 1 }])
    expect(history).toMatchObject({ phase: 'unreadable', fault: 'Record 3 came twice, and not the same.' })
    expect(history.records).toEqual(records)
  })
})

describe('the line of life', () => {
  it('of an outage has the attempts with their ends, and the kick at the end of the token', async () => {
    const journal = createMemoryJournal()
    await playOutage(journal, 'native', 'kick')
    const life = lifeOf(historyOf(await all(journal.read('native'))))
    expect(life.attempts.map(({ end }) => end)).toEqual(['adopted', ...Array(6).fill('failed')])
    expect(life.marks.map(({ kind }) => kind)).toEqual(['joined', 'kicked'])
    expect(life.marks.at(-1)?.atMs).toBe(life.tokens.at(-1)?.expiresAtMs)
    expect(life.tokens.flatMap(({ spans }) => spans.map(({ phase }) => phase))).toEqual([
      ...['valid', 'refreshing-half', 'valid', 'refreshing-half'],
      ...['refreshing-three-quarter', 'kicked'],
    ])
  })

  it('shows a sleep as time that went by unnoticed, from what was due to when it was noticed', async () => {
    const journal = createMemoryJournal()
    await playSleep(journal, 'laptop')
    const { lates } = lifeOf(historyOf(await all(journal.read('laptop'))))
    expect(lates.map(({ dueMs, atMs }) => atMs - dueMs)).toEqual([4_200_000 - 2_000])
  })

  it('has the token of any moment in its window, and round times on its axis', async () => {
    const journal = createMemoryJournal()
    await playRecovery(await playOutage(journal, 'web', 'stay'))
    const life = lifeOf(historyOf(await all(journal.read('web'))))
    for (const { fromMs, expiresAtMs } of life.tokens) {
      const window = windowOf(life, 'token', fromMs)
      expect(window.fromMs).toBeLessThanOrEqual(fromMs)
      expect(window.toMs).toBeGreaterThan(expiresAtMs)
      const scale = scaleOf(window, 0, 1_000)
      const ticks = ticksOf(scale)
      expect(ticks.length).toBeGreaterThan(2)
      expect(ticks.every(({ atMs }) => atMs % 5_000 === 0)).toBe(true)
      expect(scale.at(scale.x(fromMs))).toBeCloseTo(fromMs, -1)
    }
  })
})

describe('the list of sessions', () => {
  it('is sorted worst first, and of the same state whose deadline comes first', async () => {
    const journal = createMemoryJournal()
    await playRecovery(await playOutage(journal, 'a recovered', 'stay'))
    await playOutage(journal, 'b expired', 'stay')
    await playOutage(journal, 'c kicked', 'kick')
    await playSleep(journal, 'd valid for long')
    const streams = ['a recovered', 'b expired', 'c kicked', 'd valid for long']
    const found = await Promise.all(streams.map(async (stream) => historyOf(await all(journal.read(stream)))))
    expect(rank(found).map(({ stream }) => stream)).toEqual([
      'c kicked',
      'b expired',
      'a recovered',
      'd valid for long',
    ])
  })

  it('is filtered by words that must all be there, or with - must not', () => {
    expect(matches('room-7/alice kick valid', wordsIn(' ALICE kick'))).toBe(true)
    expect(matches('room-7/alice kick valid', wordsIn('alice -kick'))).toBe(false)
    expect(matches('room-7/alice kick valid', wordsIn('bob'))).toBe(false)
    expect(matches('room-7/alice', wordsIn('-'))).toBe(true)
  })
})
