import type { Guard } from './guards.ts'
import type { Machine } from './machine.ts'
import type { Run } from './run.ts'

/** What an action does to a step that is being made. */
export type Action = (run: Run, params: unknown) => void

/** An action where it stands, with its params. */
export interface Site {
  readonly act: Action
  readonly params: unknown
}

/** Gives meaning to what a machine's author wrote. */
export interface Words {
  readonly machine: Machine
  site(place: string, written: unknown): Site
  guard(place: string, written: unknown): Guard
}
