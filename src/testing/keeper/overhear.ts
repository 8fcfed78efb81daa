import { settle } from '../clock/settle.ts'
import { takeUnhandled } from '../observe/unhandled.ts'

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
