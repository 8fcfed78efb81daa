/** How deep, and how long, what is shown of an app's own data may be. */
const mostDepth = 10
const mostCharacters = 128 * 1024

/**
 * An app's own data as JSON, whatever it is: cycles, functions, big integers, errors, getters that throw. What is too
 * much is told of instead.
 *
 * @param eventType of an event, which stays one then
 */
export function plainJson(value: unknown, eventType?: string): string {
  const text = asItIs(value) ?? JSON.stringify(show(value, [])) ?? 'null'
  if (text.length <= mostCharacters) return text
  const left = `too large to be shown: ${text.length} characters`
  return JSON.stringify(eventType === undefined ? left : { type: eventType, left })
}

/** Nearly everything is plain data, and this is ten times as fast. */
function asItIs(value: unknown): string | undefined {
  // Of an error, JSON shows nothing; nor of a function.
  if (value instanceof Error) return undefined
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

function show(value: unknown, around: readonly object[]): unknown {
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (typeof value === 'function') return { type: value.name }
  if (typeof value !== 'object' || value === null) return value
  if (around.includes(value)) return '[circular]'
  if (around.length >= mostDepth) return '[deeper]'
  const inside = [...around, value]
  if (value instanceof Error) return { name: value.name, message: value.message }
  if (Array.isArray(value)) return value.map((item) => show(item, inside))
  if (value instanceof Map || value instanceof Set) return show([...value], inside)
  return Object.fromEntries(Object.keys(value).map((key) => [key, member(value, key, inside)]))
}

function member(of: object, key: string, inside: readonly object[]): unknown {
  try {
    return show((of as Record<string, unknown>)[key], inside)
  } catch {
    return '[cannot be shown]'
  }
}
