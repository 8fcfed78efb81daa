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
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number' && Number.isFinite(value)) return `${value}`
  if (value === null || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) {
    let items = ''
    for (const item of value) items += items === '' ? canonicalJson(item) : `,${canonicalJson(item)}`
    return `[${items}]`
  }
  if (isPlain(value)) {
    let members = ''
    for (const [name, quotedName] of namesOf(value)) {
      const member = value[name]
      if (member !== undefined) members += `${members && ','}${quotedName}:${canonicalJson(member)}`
    }
    return `{${members}}`
  }
  throw cannotBeStored(value)
}

/** In quotes. Most strings are plain, and their bytes are their text. */
function quoted(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`
  // Half a surrogate pair is no character, and every encoder does something else with it.
  if (/\p{Surrogate}/u.test(text)) throw cannotBeStored(text)
  return JSON.stringify(text)
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  Object.prototype.toString.call(value) === '[object Object]'

type Names = readonly (readonly [name: string, quoted: string])[]

/** Names in order, as worked out for the first object that had them: records are many, and much alike. */
const known = new Map<string, Names>()
const mostKnown = 1000

/** An object's names, and the same in quotes, in the order of their UTF-16 code units, as the RFC wants it. */
function namesOf(value: Record<string, unknown>): Names {
  const names = Object.keys(value)
  const key = names.join()
  const before = known.get(key)
  // A name may hold a comma: then other names may make the same key.
  if (before?.length === names.length && before.every(([name]) => Object.hasOwn(value, name))) return before
  // Without a comparison of its own, `sort` goes by UTF-16 code units.
  const sorted = names.sort().map((name) => [name, quoted(name)] as const)
  if (known.size < mostKnown) known.set(key, sorted)
  return sorted
}

function cannotBeStored(value: unknown): HalflifeError {
  return new HalflifeError('ERR_JOURNAL_CORRUPT', `This cannot be stored as JSON: ${kindOf(value)}.`)
}

/** What is in the way, but not its content: that might be a secret. */
function kindOf(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return 'a string with half a surrogate pair'
  return typeof value === 'object' ? Object.prototype.toString.call(value) : typeof value
}
