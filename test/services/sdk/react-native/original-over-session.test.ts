import fc from 'fast-check'
import { profiles, type RefreshAccessToken, Surface, type SurfaceOptions } from 'halflife/sdk'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { doesRight } from '../../../../src/services/sdk/react-native/differences.ts'
import { withTimeOut } from '../../../../src/services/sdk/react-native/parts.ts'
import { SessionNativePart } from '../../../../src/services/sdk/react-native/session-native-part.ts'
import { listening } from '../setting.ts'
import { type CommsApiScript, freshOriginal } from './original.ts'
import { first, start, tokenAt } from './stage.ts'

// The published JavaScript, with a token session in place of the phone's native part, and ours, faithful, over the ours.

beforeEach(() => void vi.spyOn(console, 'log').mockReturnValue())

/** The original's script, as a surface over a session. */
class OriginalOverSession extends Surface {
  readonly script: CommsApiScript

  constructor(options: SurfaceOptions) {
    super(profiles['react-native'], withTimeOut(options))
    const native = new SessionNativePart(this.keeper, doesRight(true), { get: () => null, set: () => {} })
    const { reactNative, script } = freshOriginal()
    this.script = script
    reactNative.native.answer = (_, method, args) => {
      const answer = (native as unknown as Record<string, (...args: readonly unknown[]) => unknown>)[method]
      return answer?.call(native, ...args)
    }
    native.onRefreshNeeded((event) => reactNative.DeviceEventEmitter.emit('EVENT_SDK_TOKEN_REFRESH', event))
  }
}

type Manner = 'fresh' | 'same' | 'empty' | 'rejects' | 'throws' | 'never' | 'late'

/** A callback whose calls go, one after the other, in these manners. */
function going(manners: readonly Manner[], nowMs: () => number, waitUntil: (ms: number) => Promise<void>) {
  let calls = 0
  return (async (...told: unknown[]) => {
    const manner = manners[calls % manners.length]
    calls += 1
    if (told.length > 0) throw new Error('The original tells nothing.')
    if (manner === 'rejects' || manner === 'throws') throw new TypeError()
    if (manner === 'never') return new Promise<string>(() => {})
    if (manner === 'late') await waitUntil(nowMs() + 20_000)
    if (manner === 'same') return first
    return manner === 'empty' ? '' : tokenAt(nowMs(), `${calls}`)
  }) as RefreshAccessToken
}

const manner = fc.constantFrom<Manner>('fresh', 'same', 'empty', 'rejects', 'throws', 'never', 'late')

describe('the original over a token session', () => {
  it('lives the same life as ours, if ours is asked to be faithful', () =>
    fc.assert(
      fc.asyncProperty(fc.array(manner, { minLength: 1, maxLength: 8 }), async (manners) => {
        const original = listening((options) => new OriginalOverSession({ ...options, faithful: true }))
        const lateOf =
          ({ clock }: Pick<typeof original, 'clock'>) =>
          (ms: number) =>
            new Promise<void>((resolve) => clock.setTimeout(resolve, ms - clock.now()))
        await original.sdk.script.initializeToken(first, going(manners, original.clock.now, lateOf(original)))
        const ours = await start((...told) => callback(...told), { faithful: true })
        const callback = going(manners, ours.clock.now, lateOf(ours))
        for (let second = 0; second < 150; second++) {
          original.clock.advance(1_000)
          await original.clock.settle()
        }
        await ours.pass(150)
        expect(ours.heard).toEqual(original.heard)
        expect(ours.diagnostics).toEqual(original.diagnostics)
        expect(original.heard).not.toEqual([])
      }),
      { numRuns: 25 },
    ))
})
