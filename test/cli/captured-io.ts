import type { Io } from '../../src/cli/io.ts'

interface Capture {
  /** A terminal of this size; else a pipe. */
  readonly terminal?: { readonly columns: number; readonly rows: number }
  readonly env?: Io['env']
}

/** The world of a command, with what it writes kept, and a Ctrl-C to press. */
export function capturedIo({ terminal, env = {} }: Capture = {}) {
  const written = { stdout: '', stderr: '' }
  const interruption = new AbortController()
  const io: Io = {
    stdout: {
      write: (text) => (written.stdout += text),
      ...(terminal && { isTTY: true, ...terminal }),
    },
    stderr: { write: (text) => (written.stderr += text) },
    env,
    interrupt: interruption.signal,
  }
  return { io, written, interrupt: () => interruption.abort('SIGINT') }
}

/** Whether a text would do anything to a terminal but move on. */
export const hasControlCodes = (text: string): boolean => /\p{Cc}/u.test(text.replaceAll('\n', ''))
