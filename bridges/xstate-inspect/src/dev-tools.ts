import type { Service } from './service.ts'

/** A place of its own to announce services in: what @xstate/inspect's server makes outlives it, and is one a process. */
export function createDevTools() {
  const services = new Set<Service>()
  const listeners = new Set<(service: Service) => void>()
  return {
    services,
    register(service: Service): void {
      services.add(service)
      for (const listener of listeners) listener(service)
      service.onStop(() => services.delete(service))
    },
    onRegister(listener: (service: Service) => void) {
      listeners.add(listener)
      return { unsubscribe: () => listeners.delete(listener) }
    },
  }
}

/** Does a task that makes and reads `globalThis.__xstate__`; it reads these, and nobody else sees a difference. */
export function withDevTools<Result>(tools: object, task: () => Result): Result {
  const before = Object.getOwnPropertyDescriptor(globalThis, '__xstate__')
  Object.defineProperty(globalThis, '__xstate__', { configurable: true, get: () => tools, set: () => {} })
  try {
    return task()
  } finally {
    if (before === undefined) Reflect.deleteProperty(globalThis, '__xstate__')
    else Object.defineProperty(globalThis, '__xstate__', before)
  }
}
