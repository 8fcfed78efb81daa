import type { DifferenceKind } from './difference.ts'

/** Writes down a difference at the record in hand. */
export type Note = (kind: DifferenceKind, recorded: unknown, decided: unknown) => void
