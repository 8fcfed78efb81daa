import fc from 'fast-check'
import {
  assertInvariants,
  assertKeeps,
  checkDecider,
  checkTokenKeeper,
  given,
  machineDecider,
  type Trace,
  trace,
} from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { plainTimer } from '../keeper/wrong-keepers.ts'

const opening = {
  policy: 'kick',
  input: { token: { issuedAtMs: 0, expiresAtMs: 60_000 }, atMs: 0 },
} as const

function failureOf(asserts: () => unknown): Error & { code?: string } {
  try {
    asserts()
  } catch (error) {
    return error as Error
  }
  throw new Error('It did not fail.')
}

describe('a failure of the test kit', () => {
  it('of a keeper names each promise, says how, shows the history and how to have it again', async () => {
    const only = ['never-early', 'herds-are-spread', 'retries-ahead'] as const
    const report = await checkTokenKeeper(fc, { ...plainTimer, name: 'mine' }, { seed: 7, only })
    const { message, code } = failureOf(() => assertKeeps(report))
    expect(code).toBe('ERR_PROMISE_BROKEN')
    const lines = message.split('\n')
    expect(lines[0]).toBe('mine breaks 2 of 3 promises: retries-ahead, herds-are-spread')
    for (const { promise, how, says, history } of report.broken) {
      const at = lines.indexOf(`✗ ${promise}: ${how}`)
      const after = history.map((line) => `    ${line}`)
      expect(lines.slice(at + 1, at + 2 + after.length)).toEqual([`  ${says}`, ...after])
    }
    expect(lines.at(-1)).toBe("The same again: { seed: 7, only: ['retries-ahead', 'herds-are-spread'] }")
    expect(message).not.toContain('never-early')
  })

  it('of a trace shows it up to where each invariant is broken', () => {
    const wrong: Trace = {
      ...opening,
      entries: [
        { event: { type: 'conference.joined', atMs: 1000 }, facts: [], state: 'valid.idle' },
        { event: { type: 'deadline.reached', atMs: 60_000 }, facts: [], state: 'expired.idle' },
        { event: { type: 'refresh.demanded', atMs: 61_000 }, facts: [], state: 'expired.idle' },
      ],
    }
    expect(failureOf(() => assertInvariants(wrong)).message.split('\n')).toEqual([
      'the trace breaks wake-collapses, kick-kicks',
      '',
      '✗ wake-collapses: the latest point wants expiry, and there was none',
      '    0 s    opened with a token of 1 min (kick)',
      '    1 s    conference.joined | valid.idle',
      '    1 min  deadline.reached | expired.idle',
      '',
      '✗ kick-kicks: deadline.reached: 0 kicks, and one was due',
      '    0 s    opened with a token of 1 min (kick)',
      '    1 s    conference.joined | valid.idle',
      '    1 min  deadline.reached | expired.idle',
      '',
    ])
  })

  it('of an example says what was given, expected and decided, and keeps both for the runner', () => {
    const error = failureOf(() =>
      given('kick', [{ type: 'conference.joined', atMs: 1000 }])
        .when({ type: 'deadline.reached', atMs: 60_000 })
        .then([{ type: 'token.expired', generation: 0 }], 'expired.idle'),
    )
    expect(error.message.split('\n')).toEqual([
      'given kick, conference.joined, when deadline.reached at 1 min',
      '  expected: → token.expired, generation 0 | expired.idle',
      '  decided:  → token.expired, generation 0 → participant.kicked, generation 0 | kicked',
    ])
    expect(error).toMatchObject({ actual: { state: 'kicked' }, expected: { state: 'expired.idle' } })
  })

  it('blames the line of the test, and nothing of the kit', () => {
    const failures = [
      () =>
        assertInvariants({
          ...opening,
          entries: [{ event: { type: 'conference.left', atMs: -1 }, facts: [], state: '' }],
        }),
      () => given('stay', []).when({ type: 'conference.left', atMs: 1 }).then([], ''),
    ]
    for (const failure of failures) {
      const { message, stack = '' } = failureOf(failure)
      const [first] = stack.slice(stack.indexOf(message) + message.length + 1).split('\n')
      expect(first).toContain('assert-keeps.test.ts')
    }
  })

  it('is none where all is kept', () => {
    assertKeeps(checkDecider(fc, machineDecider, { runs: 5 }))
    assertInvariants(trace(machineDecider, { ...opening, events: [{ type: 'conference.left', atMs: 1 }] }))
  })
})
