import type { ActionArgs } from './args.ts'
import type { Guard } from './guards.ts'
import type { Machine } from './machine.ts'
import type { Run } from './run.ts'
import type { Said } from './said.ts'

/** What an action does to a step that is being made. */
export interface Action {
  (run: Run, params: unknown): void
  /** What it is made of, where code of its own can be made for it. */
  readonly parts?: Parts
}

/** `assign` and `emit` with a function, and `enqueueActions`. */
export type Parts =
  | { readonly verb: 'assign' | 'emit'; readonly work: (args: ActionArgs, params: unknown) => unknown }
  | { readonly verb: 'enqueueActions'; readonly work: unknown; readonly ear: Ear }

/** Hears what the function of `enqueueActions` says. */
export interface Ear {
  /** Hears it for somebody else from now on. @returns for whom it was heard before */
  listen(said: Said | undefined): Said | undefined
  /** What the function is given. */
  args(run: Run): ActionArgs
}

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
