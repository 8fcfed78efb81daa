/** Where a command writes: a terminal, a pipe, or a test's own. */
export interface Output {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  readonly rows?: number | undefined
}

/** All that a command has of the process it runs in. */
export interface Io {
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
  /** Aborts, with the signal's name as its reason, when the command is to end. */
  readonly interrupt: AbortSignal
}

const signalNumbers: Readonly<Record<string, number>> = { SIGINT: 2, SIGPIPE: 13, SIGTERM: 15 }

/** The exit code of a command that was interrupted before it was done: 128 and the signal's number. */
export function interruptedCode({ interrupt }: Io): number {
  return 128 + (signalNumbers[String(interrupt.reason)] ?? 2)
}
