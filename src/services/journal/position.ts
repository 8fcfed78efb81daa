import { HalflifeError } from '../../errors.ts'

/** A position that a store cannot have given. */
export const noPosition = (after: string | undefined) =>
  new HalflifeError('ERR_OPTION', `after must be a position that this journal gave: ${after} is none.`)

/**
 * What a position stands for in the store that gave it; 0 for none: from the beginning.
 *
 * @param last what the last position that was given stands for
 * @throws HalflifeError `ERR_OPTION` for one that the store cannot have given
 */
export function positionOf(after: string | undefined, last: number): number {
  const position = /^\d{1,15}$/.test(after ?? '0') ? Number(after ?? 0) : NaN
  if (position <= last) return position
  throw noPosition(after)
}
