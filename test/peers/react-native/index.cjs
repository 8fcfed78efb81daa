'use strict'

/**
 * As much of `react-native` as the JavaScript of @dolbyio/comms-sdk-react-native asks for, for Node. It decides
 * nothing: whoever requires it says what the native modules do, and emits the events that they send.
 *
 *     const { native, DeviceEventEmitter } = require('react-native')
 *     native.answer = (module, method, args) => null
 *     DeviceEventEmitter.emit('EVENT_SDK_TOKEN_REFRESH', { isExpired: false })
 *
 * The names and shapes are React Native's own, but for `native`.
 */

/** What stands behind `NativeModules`: every call of every module comes here. */
const native = {
  /** @type {(module: string, method: string, args: readonly unknown[]) => unknown} */
  answer: () => Promise.resolve(null),
}

/** Any module, with any method, as a bridge to a native side would have them. */
const NativeModules = new Proxy(
  {},
  {
    get(modules, name) {
      if (typeof name !== 'string') return undefined
      modules[name] ??= new Proxy(
        {},
        {
          get(methods, method) {
            if (typeof method !== 'string') return undefined
            methods[method] ??= (...args) => native.answer(name, method, args)
            return methods[method]
          },
        },
      )
      return modules[name]
    },
  },
)

/** The one emitter on which all events of native modules arrive. */
const DeviceEventEmitter = {
  /** @type {Map<string, Set<(event: unknown) => void>>} */
  listeners: new Map(),

  addListener(type, listener) {
    const heard = (event) => listener(event)
    const ofType = this.listeners.get(type) ?? new Set()
    this.listeners.set(type, ofType.add(heard))
    return { remove: () => ofType.delete(heard) }
  },

  emit(type, event) {
    for (const heard of [...(this.listeners.get(type) ?? [])]) heard(event)
  },
}

/** Tells the module that somebody listens, or no more, as React Native's does. */
class NativeEventEmitter {
  constructor(nativeModule) {
    this.nativeModule = nativeModule
  }

  addListener(type, listener) {
    this.nativeModule?.addListener(type)
    const subscription = DeviceEventEmitter.addListener(type, listener)
    return {
      remove: () => {
        this.nativeModule?.removeListeners(1)
        subscription.remove()
      },
    }
  }
}

const Platform = { OS: 'android', select: (choices) => choices.android ?? choices.native ?? choices.default }

module.exports = {
  native,
  DeviceEventEmitter,
  LogBox: { ignoreLogs() {} },
  NativeEventEmitter,
  NativeModules,
  Platform,
  StyleSheet: { create: (styles) => styles },
  UIManager: {},
  View: 'View',
  findNodeHandle: () => null,
  requireNativeComponent: (name) => name,
}
