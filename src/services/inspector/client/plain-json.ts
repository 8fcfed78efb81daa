/** How deep, and how long, what is shown of an app's own data may be. */
const mostDepth = 10
const mostCharacters = 128 * 1024

/**
 * An app's own data as JSON, whatever it is: cycles, functions, big integers, errors, getters that throw.
 *
 * @returns `null` for what JSON has no word for
 */
export function plainJson(value: unknown): string {
  try {
    // Nearly everything is plain data, and this is ten times as fast.
    const text = isPlain(value) ? JSON.stringify(value) : undefined
    if (text !== undefined && text.length <= mostCharacters) return text
    const shown = JSON.stringify(show(value, [])) ?? 'null'
    return shown.length <= mostCharacters
      ? shown
      : JSON.stringify(`too large to be shown: ${shown.length} characters`)
  } catch {
    return JSON.stringify('cannot be shown')
  }
}

/** An error has no members that JSON would show. */
const isPlain = (value: unknown) => !(value instanceof Error)

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
  const shown: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    if (key !== '__proto__') shown[key] = show((value as Record<string, unknown>)[key], inside)
  }
  return shown
}
