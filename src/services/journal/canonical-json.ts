import { HalflifeError } from '../../errors.ts'

/**
 * The one text of a JSON value (RFC 8785, JCS): whoever writes the same value writes the same bytes, so that a
 * hash over it can be checked anywhere. Numbers and strings are as ECMAScript writes them; members are sorted by
 * the UTF-16 code units of their names; there is no white space.
 *
 * Members that are `undefined` are not there, as in `JSON.stringify`.
 *
 * @example canonicalJson({ b: 1e21, a: '€' }) // '{"a":"€","b":1e+21}'
 * @throws HalflifeError `ERR_JOURNAL_CORRUPT` for what JSON cannot say the same way everywhere: NaN, Infinity,
 *   `undefined`, functions, dates, half a surrogate pair
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (typeof value === 'string' && isWellFormed(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join()}]`
  if (isPlain(value)) {
    const members = Object.keys(value)
      .filter((name) => value[name] !== undefined)
      // Without a comparison of its own, `sort` goes by UTF-16 code units, as the RFC wants it.
      .sort()
      .map((name) => `${canonicalJson(name)}:${canonicalJson(value[name])}`)
    return `{${members.join()}}`
  }
  throw new HalflifeError('ERR_JOURNAL_CORRUPT', `This cannot be stored as JSON: ${kindOf(value)}.`)
}

/** Half a surrogate pair is no character, and every encoder does something else with it. */
const isWellFormed = (text: string) => !/\p{Surrogate}/u.test(text)

const isPlain = (value: unknown): value is Record<string, unknown> =>
  Object.prototype.toString.call(value) === '[object Object]'

/** What is in the way, but not its content: that might be a secret. */
function kindOf(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return 'a string with half a surrogate pair'
  return typeof value === 'object' ? Object.prototype.toString.call(value) : typeof value
}
