import { settle } from 'halflife/testing'
import type { DoesRight } from '../../../../src/services/sdk/react-native/differences.ts'
import type { NativePart } from '../../../../src/services/sdk/react-native/native-part.ts'
import { ScriptPart } from '../../../../src/services/sdk/react-native/script-part.ts'
import { type CommsApiScript, freshOriginal, freshReactNative, type ReactNative } from './original.ts'

/** How a call of an app's callback ends, once it does. */
export type Ending =
  | { readonly resolves: unknown }
  /** Rejects with an error of that code; `undefined`: with nothing at all. */
  | { readonly rejects: string | undefined }

/** How the app's callback behaves when it is called: it ends at once, or later, in a step of its own. */
export type Manner = 'promises' | { readonly throws: string } | { readonly returns: unknown }

/** One step of a scenario. */
export type Step =
  | { readonly do: 'initialize'; readonly key: unknown; readonly secret: unknown }
  /** `callback` numbers the app's callbacks; `null`: something that is no function. */
  | { readonly do: 'initializeToken'; readonly token: unknown; readonly callback: number | null }
  | { readonly do: 'refreshNeeded'; readonly isExpired: boolean }
  /** How the callbacks behave from now on. Before: `'promises'`. */
  | { readonly do: 'behave'; readonly manner: Manner }
  /** Ends the oldest call that is under way (0), or a later one. Nothing, if there is none. */
  | { readonly do: 'end'; readonly call: number; readonly ending: Ending }
  /** What the native part's initializations come to from now on. Before: `'resolve'`. */
  | { readonly do: 'native'; readonly initializations: 'resolve' | 'reject'; readonly ok: 'takes' | 'throws' }
  /** All that is under way goes on, as far as it can. */
  | { readonly do: 'pause' }

/** What could be seen from below and from above, in order. */
export type Seen = readonly [what: string, ...details: readonly unknown[]]

const codedError = (code: string) => Object.assign(new Error('The words of an app.'), { code })

/** Plays a scenario on the JavaScript of an SDK, over a scripted native part. */
async function play(steps: readonly Step[], script: CommsApiScript, reactNative: ReactNative) {
  const seen: Seen[] = []
  const underWay: { resolve(value: unknown): void; reject(error: unknown): void }[] = []
  let manner: Manner = 'promises'
  let native = { initializations: 'resolve', ok: 'takes' }
  let initializations = 0

  reactNative.native.answer = (module, method, args) => {
    seen.push(['native', module, method, ...args.map(withoutErrors)])
    if (method === 'onAccessTokenOk' && native.ok === 'throws') throw codedError('BRIDGE')
    if (method.startsWith('initialize') && native.initializations === 'reject')
      return Promise.reject(codedError('NATIVE'))
    return Promise.resolve(null)
  }

  const callbackOf =
    (number: number) =>
    (...args: unknown[]) => {
      seen.push(['callback', number, ...args])
      if (manner === 'promises') return new Promise((resolve, reject) => underWay.push({ resolve, reject }))
      if ('throws' in manner) throw codedError(manner.throws)
      return manner.returns
    }

  const watch = (name: string, promise: Promise<unknown>) => {
    const number = ++initializations
    promise.then(
      (value) => seen.push(['resolved', name, number, value]),
      (error) => seen.push(['rejected', name, number, error instanceof Error]),
    )
  }

  for (const step of steps) {
    if (step.do === 'initialize') watch('initialize', script.initialize(step.key, step.secret))
    else if (step.do === 'initializeToken') {
      const callback = step.callback === null ? 'no function' : callbackOf(step.callback)
      watch('initializeToken', script.initializeToken(step.token, callback))
    } else if (step.do === 'refreshNeeded') {
      reactNative.DeviceEventEmitter.emit('EVENT_SDK_TOKEN_REFRESH', { isExpired: step.isExpired })
    } else if (step.do === 'behave') manner = step.manner
    else if (step.do === 'native') native = step
    else if (step.do === 'end') {
      const [call] = underWay.splice(step.call, 1)
      if ('resolves' in step.ending) call?.resolve(step.ending.resolves)
      else call?.reject(step.ending.rejects === undefined ? undefined : codedError(step.ending.rejects))
    } else await settle()
  }
  await settle()
  return seen
}

/** Errors say the same if they are of the same code: their stacks are those of this test. */
function withoutErrors(value: unknown): unknown {
  if (value instanceof Error) return { error: (value as { code?: unknown }).code }
  if (Array.isArray(value)) return value.map(withoutErrors)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutErrors(inner)]))
}

/** What the published JavaScript does. */
export function playOriginal(steps: readonly Step[]): Promise<Seen[]> {
  const { reactNative, script } = freshOriginal()
  return play(steps, script, reactNative)
}

/** What ours does over the same native module, with some of the differences, all (the default) or none (`faithful`). */
export function playOurs(steps: readonly Step[], doesRight: DoesRight): Promise<Seen[]> {
  const reactNative = freshReactNative()
  const script = new ScriptPart(nativePartOf(reactNative), { doesRight, mayBeNull: false })
  return play(steps, script as CommsApiScript, reactNative)
}

/** The port, over the module by which the original's JavaScript speaks with its native part. */
function nativePartOf({ NativeModules, NativeEventEmitter }: ReactNative): NativePart {
  const module = NativeModules['CommsAPIModule'] as unknown as NativePart
  const emitter = new NativeEventEmitter(module)
  return {
    initialize: (...args) => module.initialize(...args),
    initializeToken: (...args) => module.initializeToken(...args),
    onAccessTokenOk: (...args) => module.onAccessTokenOk(...args),
    onAccessTokenKo: (...args) => module.onAccessTokenKo(...args),
    onRefreshNeeded: (listener) => emitter.addListener('EVENT_SDK_TOKEN_REFRESH', listener),
  }
}
