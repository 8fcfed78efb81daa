import { describe, expect, it } from 'vitest'
import {
  type ExplorationFinding,
  type ExploreOptions,
  explore,
  type ModelState,
  modelDecider,
  plantedBugs,
} from '../../../src/testing/index.ts'
import { compiled, modelBut } from './deciders.ts'

const kindsOf = (findings: readonly ExplorationFinding[]) => new Set(findings.map(({ kind }) => kind))
const alone = { against: [], witnesses: 0, randomMoves: 0 }
const nothing = (state: ModelState) => ({ state, facts: [] })

describe('an exploration finds', () => {
  it('every bug that is planted in the machine', () => {
    const machines = plantedBugs.filter((bug) => bug.kind === 'machine')
    expect(machines.length).toBeGreaterThanOrEqual(37)
    const isFound = (wrong: ReturnType<typeof compiled>, options: Partial<ExploreOptions>) =>
      (['allow', 'join'] as const).some((overlap) =>
        (['stay', 'kick'] as const).some(
          (policy) => explore(wrong, { policy, overlap, maxFindings: 1, ...options }).findings.length > 0,
        ),
      )
    const missed = machines.filter(({ createTokenMachine }) => {
      const wrong = compiled(createTokenMachine)
      // Most are seen close to the opening; a look there is cheap.
      return ![{ depth: 2 }, { depth: 4 }, {}].some((options) => isFound(wrong, options))
    })
    expect(missed.map(({ name }) => name)).toEqual([])
  })

  it('a row that is not kept, by what the table says, with the shortest history', () => {
    const deaf = modelBut((state, event) => (event.type === 'refresh.demanded' ? nothing(state) : undefined))
    const { findings } = explore(deaf, { policy: 'stay', depth: 1, ...alone })
    const row = findings.find(({ kind, what }) => kind === 'row' && what === 'a token is demanded')
    expect(row?.history.events).toEqual([{ type: 'refresh.demanded', atMs: 0 }])
    expect(row?.message).toContain('the row says [{"type":"refresh.requested"')
  })

  it('a dead end: what once has expired can never be valid again', () => {
    const hopeless = modelBut((state, event) =>
      state.phase === 'expired' && (event.type === 'refresh.demanded' || event.type === 'refresh.succeeded')
        ? nothing(state)
        : undefined,
    )
    const { findings, isClosed } = explore(hopeless, { policy: 'stay', ...alone })
    const ends = findings.filter(({ kind }) => kind === 'dead-end').map(({ what }) => what)
    expect(isClosed).toBe(true)
    expect(ends.sort()).toEqual(['expired.idle', 'expired.requesting'])
  })

  it('a participant whom nothing kicks', () => {
    const soft = modelBut((state, event) =>
      event.type === 'deadline.reached' || event.type === 'refresh.failed'
        ? modelDecider.decide({ ...state, inConference: false }, event)
        : undefined,
    )
    const { findings } = explore(soft, { policy: 'kick', ...alone })
    const end = findings.find(({ kind }) => kind === 'dead-end')
    expect(end?.message).toContain('nothing leads to the kick')
  })

  it('a row that is never reached', () => {
    // It asks on and on: nobody ever sees it expired and idle.
    const restless = modelBut((state, event) => {
      const { state: after, facts } = modelDecider.decide(state, event)
      return after.phase === 'expired' && after.requesting === null
        ? { state: { ...after, requesting: state.requesting }, facts }
        : undefined
    })
    const { missedRows } = explore(restless, { policy: 'kick', ...alone })
    expect(missedRows).toEqual(['a conference is joined with an expired token and no hope'])
  })

  it('what is not told by the state: a memory of its own, by other histories into it', () => {
    // The second token from the app is taken, but its end is not watched.
    const forgetful = modelBut((state, event) =>
      event.type === 'refresh.demanded' && state.generation >= 2 ? nothing(state) : undefined,
    )
    const options = { policy: 'stay', against: [] } as const
    expect(explore(forgetful, { ...options, ...alone }).findings).toEqual([])
    const { findings, isExact } = explore(forgetful, options)
    expect(isExact).toBe(false)
    expect(kindsOf(findings)).toEqual(new Set(['row', 'split']))
  })

  it('what only a long history can show, by moves at random', () => {
    const tired = modelBut((state, event) =>
      event.type === 'refresh.demanded' && state.generation >= 12 ? nothing(state) : undefined,
    )
    const options = { policy: 'stay', against: [], witnesses: 0 } as const
    const { findings } = explore(tired, options)
    expect(kindsOf(findings)).toEqual(new Set(['row', 'split']))
    expect(findings[0]?.history.events.length).toBeGreaterThan(12)
    expect(explore(tired, options).findings).toEqual(findings)
  })

  it('a decision that depends on how long ago something was', () => {
    const sleepy = modelBut((state, event) =>
      event.type === 'conference.ejected' && event.atMs > 20_000 && event.atMs < 30_000
        ? nothing(state)
        : undefined,
    )
    const { findings } = explore(sleepy, { policy: 'kick', against: [], depth: 2, maxFindings: 4 })
    expect(kindsOf(findings)).toContain('split')
  })

  it('what goes on after the end', () => {
    const restless = modelBut((state, event) =>
      state.phase === 'kicked' && event.type === 'conference.joined'
        ? { state, facts: [{ type: 'participant.kicked', atMs: event.atMs, generation: 0 }] }
        : undefined,
    )
    const { findings } = explore(restless, { policy: 'kick', depth: 2, ...alone })
    expect(findings.map(({ kind, what }) => `${kind}: ${what}`)).toEqual(['row: anything after the kick'])
  })

  it('another decision than that of a decider beside it', () => {
    const loud = modelBut((state, event) =>
      event.type === 'conference.left'
        ? { state, facts: [{ type: 'token.expired', atMs: event.atMs, generation: 0 }] }
        : undefined,
    )
    const { findings } = explore(modelDecider, { policy: 'stay', depth: 2, against: [loud], witnesses: 0 })
    expect(findings.map(({ kind, what }) => `${kind}: ${what}`)).toEqual(['difference: conference.left'])
  })
})

describe('an exploration stops', () => {
  it('at a depth, and says that there is more', () => {
    const found = explore(modelDecider, { policy: 'stay', depth: 2, ...alone })
    expect(found).toMatchObject({ depth: 2, isClosed: false, findings: [] })
    expect(found.states).toBeLessThan(200)
    expect(found.missedRows.length).toBeGreaterThan(0)
  })

  it('before a decider that never comes to an end', () => {
    const drifting = {
      ...modelDecider,
      path: (state: ModelState) => `${modelDecider.path(state)}.${state.attempts}`,
    }
    expect(explore(drifting, { policy: 'stay', maxStates: 500, ...alone }).isClosed).toBe(false)
  })
})
