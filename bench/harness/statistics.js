// @ts-check

/**
 * The value below which that share of the values lies, between neighbours in proportion.
 *
 * @param {readonly number[]} values at least one
 * @param {number} share from 0 to 1
 */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const [low = Number.NaN, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return low + (high - low) * (at - Math.floor(at))
}

/** @param {readonly number[]} values at least one */
export const median = (values) => quantile(values, 0.5)

/**
 * How many times as long one takes as another. Each round is compared with itself: noise that lasts longer than
 * a round falls out.
 *
 * @param {{ readonly roundsNs: readonly number[] }} one
 * @param {{ readonly roundsNs: readonly number[] }} other
 */
export const ratioOf = (one, other) =>
  median(one.roundsNs.map((ns, round) => ns / (other.roundsNs[round] ?? Number.NaN)))
