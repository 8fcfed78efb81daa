import type { RefreshCallback } from '../../refresh/refresh-callback.ts'
import type { SurfaceOptions } from '../surface/options.ts'
import type { TokenKeeper } from '../surface/token-keeper.ts'
import { doesRight } from './differences.ts'
import { ScriptPart } from './script-part.ts'
import { type Background, SessionNativePart } from './session-native-part.ts'

/** The longest time-out there is, ms: 30 000 years. */
const forEver = 1e15

/** A surface's options as this one hands them on: faithful to who waits for a callback without end. */
export function withTimeOut(options: SurfaceOptions | undefined): SurfaceOptions | undefined {
  if (!options || doesRight(options.faithful)('time-out')) return options
  return { ...options, refreshTimeoutMs: options.refreshTimeoutMs ?? forEver }
}

/** The two parts of the React Native SDK, one upon the other, with a token session below. */
export function assemble(
  keeper: TokenKeeper,
  mayBeNull: boolean,
  background: Background = keptInside(),
): ScriptPart<null> {
  const does = doesRight(keeper.faithful)
  return new ScriptPart(new SessionNativePart(keeper, does, background), { doesRight: does, mayBeNull })
}

function keptInside(): Background {
  let kept: RefreshCallback | null = null
  return {
    get: () => kept,
    set(refresh) {
      kept = refresh
    },
  }
}
