import { settle } from '../settle.ts'

const channels = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const

/** Takes what is said on the console, and rejections that nobody handles, until it is told to stop. */
export interface Overhearing {
  readonly said: string[]
  /** Resolves once every rejection that was not handled is known. */
  settled(): Promise<void>
  /** Puts all back. */
  stop(): void
}

/** @param onUnhandled called for each rejection that nobody handles */
export function overhear(onUnhandled: (error: unknown) => void): Overhearing {
  const said: string[] = []
  const before = channels.map((name) => [name, console[name]] as const)
  for (const name of channels)
    console[name] = (...values: unknown[]) => void said.push(values.map(textOf).join(' '))
  const release = takeUnhandled(onUnhandled)
  return {
    said,
    async settled() {
      // Node tells of an unhandled rejection once all that could settle has.
      await settle()
      await settle()
    },
    stop() {
      release()
      for (const [name, value] of before) console[name] = value
    },
  }
}

/** What is to be read of a value when it is logged. */
export function textOf(value: unknown): string {
  if (value instanceof Error)
    return `${value.stack} ${value.message} ${jsonOf({ ...value })} ${textOf(value.cause)}`
  return typeof value === 'object' && value !== null ? jsonOf(value) : String(value)
}

function jsonOf(value: object): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}

interface NodeLike {
  listeners(name: string): ((...args: unknown[]) => void)[]
  removeAllListeners(name: string): unknown
  on(name: string, listener: (...args: unknown[]) => void): unknown
}
interface PageLike {
  addEventListener(name: string, listener: (event: never) => void): void
  removeEventListener(name: string, listener: (event: never) => void): void
}

/** The test runner's own listeners would fail the test, so they are out of the way meanwhile. */
function takeUnhandled(onUnhandled: (error: unknown) => void): () => void {
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
