/**
 * Delta debugging (Zeller's ddmin): takes away what is not needed for a failure.
 *
 * @param fails whether so much of the list still fails; it is asked of lists in their order only
 * @returns a part of the list that fails, and of which nothing can be left out. The list itself, if it does not fail
 * @example ddmin([1, 2, 3, 4], (some) => some.includes(3)) // [3]
 */
export function ddmin<T>(list: readonly T[], fails: (some: readonly T[]) => boolean): readonly T[] {
  if (!fails(list)) return list
  if (list.length > 0 && fails([])) return []
  let left = list
  let parts = 2
  while (left.length >= 2) {
    const without = firstFailing(left, parts, fails)
    if (without) {
      left = without
      parts = Math.max(parts - 1, 2)
    } else if (parts < left.length) {
      parts = Math.min(left.length, parts * 2)
    } else break
  }
  return left
}

/** A half, a quarter, ... of the list, or what is left without it; whichever fails first. */
function firstFailing<T>(
  list: readonly T[],
  parts: number,
  fails: (some: readonly T[]) => boolean,
): readonly T[] | undefined {
  const size = list.length / parts
  const cut = (part: number) => Math.round(part * size)
  for (let part = parts - 1; part >= 0; part--) {
    const without = [...list.slice(0, cut(part)), ...list.slice(cut(part + 1))]
    if (without.length < list.length && fails(without)) return without
  }
  return undefined
}
