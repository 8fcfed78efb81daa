import { settle } from '../clock/settle.ts'

interface NodeLike {
  listeners(name: string): ((...args: unknown[]) => void)[]
  removeAllListeners(name: string): unknown
  on(name: string, listener: (...args: unknown[]) => void): unknown
}
interface PageLike {
  addEventListener(name: string, listener: (event: never) => void): void
  removeEventListener(name: string, listener: (event: never) => void): void
}

/**
 * Takes the rejections that nobody handles. A test runner's own listeners would fail the test, so they are out of the
 * way meanwhile.
 *
 * @returns puts all back
 */
export function takeUnhandled(onUnhandled: (error: unknown) => void): () => void {
  const name = 'unhandledRejection'
  const node = (globalThis as { process?: Partial<NodeLike> }).process
  if (typeof node?.removeAllListeners === 'function') {
    const { listeners, removeAllListeners, on } = node as NodeLike
    const runners = listeners.call(node, name)
    removeAllListeners.call(node, name)
    on.call(node, name, onUnhandled)
    return () => {
      removeAllListeners.call(node, name)
      for (const runner of runners) on.call(node, name, runner)
    }
  }
  const page = globalThis as unknown as Partial<PageLike>
  const listener = (event: { reason: unknown; preventDefault(): void }) => {
    event.preventDefault()
    onUnhandled(event.reason)
  }
  page.addEventListener?.('unhandledrejection', listener)
  return () => page.removeEventListener?.('unhandledrejection', listener)
}

/** Rejections that nobody handled, as they come, until it is told to stop. */
export interface Unhandled {
  readonly errors: readonly unknown[]
  /** Waits until every rejection that was not handled is known, and puts the runner's own listeners back. */
  stop(): Promise<void>
}

/**
 * Collects the rejections that nobody handles, in Node and in browsers.
 *
 * @example
 * const unhandled = collectUnhandled()
 * ...
 * await unhandled.stop()
 * const trace = await eye.trace({ unhandled: unhandled.errors })
 */
export function collectUnhandled(): Unhandled {
  const errors: unknown[] = []
  const release = takeUnhandled((error) => void errors.push(error))
  return {
    errors,
    async stop() {
      // Node tells of an unhandled rejection once all that could settle has.
      await settle()
      await settle()
      release()
    },
  }
}
