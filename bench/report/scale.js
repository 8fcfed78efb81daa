// @ts-check

/** @typedef {(value: number) => number} Scale from a value to where it is drawn */

/** @param {number} from @param {number} to @param {number} start @param {number} end @returns {Scale} */
export const linear = (from, to, start, end) => (value) =>
  start + ((value - from) / (to - from)) * (end - start)

/** @param {number} from @param {number} to @param {number} start @param {number} end @returns {Scale} */
export const logarithmic = (from, to, start, end) => {
  const scale = linear(Math.log(from), Math.log(to), start, end)
  return (value) => scale(Math.log(value))
}

/** @param {number} value three figures that count, grouped: 1,234 or 12.3 */
export function inWords(value) {
  if (value >= 100) return Math.round(value).toLocaleString('en')
  if (value >= 10) return value.toFixed(1)
  return value >= 0.1 ? value.toFixed(2) : value.toPrecision(1)
}

/** @param {number} value 1,000 as 10³ */
export const powerOfTen = (value) => `10${[...String(Math.round(Math.log10(value)))].map(raised).join('')}`

/** @param {string} digit */
const raised = (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]
