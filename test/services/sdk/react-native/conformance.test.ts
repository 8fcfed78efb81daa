import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type ReactNativeDifference,
  reactNativeDifferences,
} from '../../../../src/services/sdk/react-native/differences.ts'
import { playOriginal, playOurs, type Step } from './script.ts'
import {
  initialize,
  initializeToken,
  jwt,
  pause,
  refreshNeeded,
  rejects,
  resolves,
  returns,
  scenarios,
  throws,
} from './steps.ts'

// The published JavaScript of @dolbyio/comms-sdk-react-native 3.10.1 and ours, over the same scripted native part.

const faithful = () => false
const byDefault = () => true
const differences = Object.keys(reactNativeDifferences) as ReactNativeDifference[]

// The original writes to the console whatever it does.
beforeEach(() => void vi.spyOn(console, 'log').mockReturnValue())

const opened: Step[] = [initializeToken(jwt('first')), pause]
const afterOpening = [
  ['native', 'CommsAPIModule', 'addListener', 'EVENT_SDK_TOKEN_REFRESH'],
  ['native', 'CommsAPIModule', 'initializeToken', jwt('first')],
  ['resolved', 'initializeToken', 1, null],
]
const ok = (...args: unknown[]) => ['native', 'CommsAPIModule', 'onAccessTokenOk', ...args]
const ko = (...args: unknown[]) => ['native', 'CommsAPIModule', 'onAccessTokenKo', ...args]
const to = (...isExpired: boolean[]) => isExpired.map((each) => ({ isExpired: each }))

/** The rows of the table of what was observed: what the original shows, and what ours does instead. */
const rows: { name: string; steps: Step[]; original: unknown[]; ours: unknown[] }[] = [
  {
    name: 'a fresh token',
    steps: [...opened, refreshNeeded(true), resolves(jwt('next')), pause],
    original: [...afterOpening, ['callback', 1], ok(jwt('next'))],
    ours: [...afterOpening, ['callback', 1, true], ok(jwt('next'), to(true))],
  },
  {
    name: 'a rejection',
    steps: [...opened, refreshNeeded(), rejects('UNREACHABLE'), pause],
    original: [...afterOpening, ['callback', 1], ko('Refreshing token failed')],
    ours: [
      ...afterOpening,
      ['callback', 1, false],
      ko('Refreshing token failed: Error UNREACHABLE', {
        thrown: { error: 'UNREACHABLE' },
        to: to(false),
      }),
    ],
  },
  {
    name: 'a throw',
    steps: [throws('UNREACHABLE'), ...opened, refreshNeeded()],
    original: [...afterOpening, ['callback', 1], ko('Refreshing token failed')],
    ours: [
      ...afterOpening,
      ['callback', 1, false],
      ko('Refreshing token failed: Error UNREACHABLE', {
        thrown: { error: 'UNREACHABLE' },
        to: to(false),
      }),
    ],
  },
  ...['', null, undefined].map((answer) => ({
    name: `a callback that comes to ${answer === '' ? 'an empty string' : answer}`,
    steps: [returns(answer), ...opened, refreshNeeded(), pause],
    original: [...afterOpening, ['callback', 1]],
    ours: [
      ...afterOpening,
      ['callback', 1, false],
      ko('Refreshing token failed: missing', { answer, to: to(false) }),
    ],
  })),
  {
    name: 'a callback that never settles',
    steps: [...opened, refreshNeeded(), pause],
    original: [...afterOpening, ['callback', 1]],
    ours: [...afterOpening, ['callback', 1, false]],
  },
  {
    name: 'three refresh events at once',
    steps: [...opened, refreshNeeded(), refreshNeeded(), refreshNeeded(true), resolves(jwt('next')), pause],
    original: [...afterOpening, ['callback', 1], ['callback', 1], ['callback', 1], ok(jwt('next'))],
    ours: [...afterOpening, ['callback', 1, false], ok(jwt('next'), to(false, false, true))],
  },
  {
    name: 'a second initializeToken',
    steps: [...opened, initializeToken(jwt('second'), 2), pause, refreshNeeded()],
    original: [
      ...afterOpening,
      ['native', 'CommsAPIModule', 'initializeToken', jwt('second')],
      ['resolved', 'initializeToken', 2, null],
      ['callback', 1],
    ],
    ours: [
      ...afterOpening,
      ['native', 'CommsAPIModule', 'initializeToken', jwt('second')],
      ['resolved', 'initializeToken', 2, null],
      ['callback', 2, false],
    ],
  },
  {
    name: 'a refresh event after another was answered',
    steps: [
      ...opened,
      refreshNeeded(),
      resolves(jwt('next')),
      pause,
      refreshNeeded(true),
      rejects('A'),
      pause,
      refreshNeeded(),
    ],
    original: [
      ...afterOpening,
      ['callback', 1],
      ok(jwt('next')),
      ['callback', 1],
      ko('Refreshing token failed'),
      ['callback', 1],
    ],
    ours: [
      ...afterOpening,
      ['callback', 1, false],
      ok(jwt('next'), to(false)),
      ['callback', 1, true],
      ko('Refreshing token failed: Error A', { thrown: { error: 'A' }, to: to(true) }),
      ['callback', 1, false],
    ],
  },
  {
    name: 'a second initializeToken while a call of the first callback is under way',
    steps: [
      ...opened,
      refreshNeeded(),
      initializeToken(jwt('second'), 2),
      refreshNeeded(true),
      pause,
      resolves(jwt('first again')),
      pause,
      refreshNeeded(),
    ],
    original: [
      ...afterOpening,
      ['callback', 1],
      ['native', 'CommsAPIModule', 'initializeToken', jwt('second')],
      ['callback', 1],
      ['resolved', 'initializeToken', 2, null],
      ok(jwt('first again')),
      ['callback', 1],
    ],
    // The last event shares the call of the second callback, which is still under way.
    ours: [
      ...afterOpening,
      ['callback', 1, false],
      ['native', 'CommsAPIModule', 'initializeToken', jwt('second')],
      ['callback', 2, true],
      ['resolved', 'initializeToken', 2, null],
      ok(jwt('first again'), to(false)),
    ],
  },
  ...[null, 'malformed'].map((token) => ({
    name: `the token ${token}`,
    steps: [initializeToken(token), pause],
    original: [
      ['native', 'CommsAPIModule', 'addListener', 'EVENT_SDK_TOKEN_REFRESH'],
      ['native', 'CommsAPIModule', 'initializeToken', token],
      ['resolved', 'initializeToken', 1, null],
    ],
    ours: [['rejected', 'initializeToken', 1, true]],
  })),
  {
    name: 'initialize without a key, and with all',
    steps: [initialize('', 'secret'), pause, initialize('key', 'secret'), pause],
    original: [
      ['rejected', 'initialize', 1, true],
      ['native', 'CommsAPIModule', 'initialize', 'key', 'secret'],
      ['resolved', 'initialize', 2, null],
    ],
    ours: [
      ['rejected', 'initialize', 1, true],
      ['native', 'CommsAPIModule', 'initialize', 'key', 'secret'],
      ['resolved', 'initialize', 2, null],
    ],
  },
]

describe('what was observed of the original', () => {
  it.each(rows)('$name: it does, and ours does it when asked to be faithful', async ({ steps, original }) => {
    expect(await playOriginal(steps)).toEqual(original)
    expect(await playOurs(steps, faithful)).toEqual(original)
  })

  it.each(rows)('$name: ours does right by default', async ({ steps, ours }) => {
    expect(await playOurs(steps, byDefault)).toEqual(ours)
  })
})

// What has no timer cannot have a time-out: that one shows over a session.
const seenInCalls = differences.filter((difference) => difference !== 'time-out')

describe('each difference that is listed', () => {
  it.each(seenInCalls)('is one: %s alone departs from the original', async (one) => {
    const alone = rows.map(({ steps }) => playOurs(steps, (difference) => difference === one))
    const departing = (await Promise.all(alone)).filter(
      (seen, row) => !isDeepStrictEqual(seen, rows[row]?.original),
    )
    expect(departing).not.toEqual([])
  })
})

describe('in random scenarios', () => {
  it('faithful agrees with the original, call for call', () =>
    fc.assert(
      fc.asyncProperty(scenarios, async (steps) => {
        expect(await playOurs(steps, faithful)).toEqual(await playOriginal(steps))
      }),
      { numRuns: 150 },
    ))

  it('where the default departs from the original, it is by a difference that is listed', () =>
    fc.assert(
      fc.asyncProperty(scenarios, async (steps) => {
        const original = await playOriginal(steps)
        if (isDeepStrictEqual(await playOurs(steps, byDefault), original)) return
        const alone = differences.map((one) => playOurs(steps, (difference) => difference === one))
        const departing = (await Promise.all(alone)).filter((seen) => !isDeepStrictEqual(seen, original))
        expect(departing).not.toEqual([])
      }),
      { numRuns: 100 },
    ))
})
