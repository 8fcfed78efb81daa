import type { Command } from 'commander'
import type { Io } from './io.ts'

/** What a command is registered with. */
export interface Host {
  readonly io: Io
  /** 0: what was asked for holds. 1: it does not. 2: it was asked wrongly. */
  finish(exitCode: number): void
}

/** Adds one command to `halflife`. Each command's folder has one. */
export type Register = (program: Command, host: Host) => void
