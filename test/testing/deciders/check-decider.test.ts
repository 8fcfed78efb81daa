import fc from 'fast-check'
import {
  assertKeeps,
  type CheckDeciderOptions,
  checkDecider,
  type Decider,
  decisionInvariants,
  machineDecider,
  modelDecider,
  reportAsJUnit,
  reportAsText,
} from 'halflife/testing'
import { describe, expect, it } from 'vitest'

type State = ReturnType<typeof machineDecider.initial>
type Decide = Decider<State>['decide']
const seed = 42

/** The machine, behind a wrapper that is wrong. */
const wrapped = (decide: Decide): Decider<State> => ({ ...machineDecider, decide })
const check = (decide: Decide, options: CheckDeciderOptions = {}) =>
  checkDecider(fc, wrapped(decide), { seed, runs: 50, ...options })

/** Spares calls while nobody is in a conference, it thinks. */
const drowsy: Decide = (state, event) =>
  event.type === 'deadline.reached' && !state.snapshot.context.isInConference
    ? { state, facts: [] }
    : machineDecider.decide(state, event)

describe('the conformance suite for deciders', () => {
  it('finds nothing wrong with the machine, nor with the model', () => {
    // The machine itself is held to each invariant by tests of its own.
    for (const report of [checkDecider(fc, machineDecider, { runs: 50 }), checkDecider(fc, modelDecider)]) {
      expect(report.broken, reportAsText(report)).toEqual([])
      expect(report.kept.map(({ promise }) => promise)).toEqual([
        ...Object.keys(decisionInvariants),
        'as-the-table',
        'never-throws',
        'deadlines-pass',
      ])
    }
  })

  it('shows what is wrong with a wrapper by the shortest history, in words and as data', () => {
    const { broken } = check(drowsy, { only: ['phase-matches-clock', 'deadlines-pass', 'never-early'] })
    expect(broken.map(({ promise, how }) => [promise, how])).toEqual([
      ['phase-matches-clock', 'the state is valid.idle, and by the clock it is expired'],
      ['deadlines-pass', 'a deadline that was reached again and again is still due'],
    ])
    expect(broken[0]?.history).toEqual([
      expect.stringMatching(/^0 s {3,}opened with a token of \d+ m?s.* \((stay|kick).*\)$/),
      expect.stringMatching(/^\d+ m?s {2,}deadline\.reached \| valid\.idle$/),
    ])
    expect(broken[0]?.trace.entries).toMatchObject([{ event: { type: 'deadline.reached' } }])
    // What is said a hundred times is one line.
    expect(broken[1]?.history.length).toBeLessThan(10)
    expect(broken[1]?.history.at(-1)).toMatch(/ \(\d{3} times\)$/)
  })

  it('holds facts, state and deadline against the table', () => {
    const [facts] = check(
      (state, event) => {
        const next = machineDecider.decide(state, event)
        return { ...next, facts: next.facts.filter(({ type }) => type !== 'token.expired') }
      },
      { only: ['as-the-table'] },
    ).broken
    expect(facts?.how).toMatch(/^the facts are .*, not .*token\.expired \(atMs \d+, generation \d+\)/)
    const late = { ...machineDecider, nextDeadlineMs: () => null }
    const [deadline] = checkDecider(fc, late, { seed, runs: 5, only: ['as-the-table'] }).broken
    expect(deadline?.how).toMatch(/^the next deadline is none, not in \d+ ms$/)
  })

  it('shows the history in which a decider throws', () => {
    const report = check(
      (state, event) => {
        if (event.type === 'conference.left') throw new TypeError('nobody is in')
        return machineDecider.decide(state, event)
      },
      { name: 'mine' },
    )
    expect(report.broken.map(({ promise, how }) => [promise, how])).toEqual([
      ['never-throws', 'it threw TypeError: nobody is in'],
    ])
    expect(reportAsText(report)).toMatch(/^mine: keeps 18 promises, breaks 1, does not make 0\n/)
    expect(reportAsJUnit(report)).toContain('<testcase classname="mine" name="never-throws"><failure')
  })

  it('asks for nothing that is not promised, and only for what it is asked', () => {
    const why = 'it is drowsy'
    const report = check(drowsy, {
      policy: 'stay',
      only: ['as-the-table', 'never-early', 'kick-kicks'],
      notPromised: { 'as-the-table': why, 'never-throws': 'not asked' },
    })
    expect(report.kept.map(({ promise }) => promise)).toEqual(['never-early', 'kick-kicks'])
    expect(report.notPromised).toMatchObject([{ promise: 'as-the-table', why }])
  })

  it('has the same histories again by what its failure says', () => {
    const failure = (options: CheckDeciderOptions) => {
      try {
        assertKeeps(checkDecider(fc, wrapped(drowsy), { runs: 20, ...options }))
      } catch (error) {
        return (error as Error).message
      }
      throw new Error('It did not fail.')
    }
    const asked = ['phase-matches-clock', 'never-early', 'wake-collapses', 'deadlines-pass'] as const
    const message = failure({ only: asked })
    const [, again = '', names = ''] = /\{ seed: (\d+), only: \[(.*)\] \}$/.exec(message) ?? []
    const only = names.split(', ').map((name) => name.slice(1, -1)) as CheckDeciderOptions['only']
    const isSame = failure({ seed: Number(again), ...(only && { only }) })
    const withoutCount = (text: string) => text.replace(/ of \d+ promises?/, '')
    expect(withoutCount(isSame)).toBe(withoutCount(message))
  })

  it('refuses with ERR_OPTION what cannot be meant', () => {
    for (const options of [{ seed: 0.5 }, { runs: NaN }, { only: ['always'] }, { notPromised: { no: 'no' } }])
      expect(() => checkDecider(fc, machineDecider, options as object)).toThrow(
        expect.objectContaining({ code: 'ERR_OPTION' }),
      )
  })
})
