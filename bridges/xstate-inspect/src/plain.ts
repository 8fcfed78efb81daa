/** As the second argument of `JSON.stringify`: what is to be shown of a value. */
export type Serialize = (key: string, value: unknown) => unknown

/**
 * A value as data alone, so that it can be sent: what JSON cannot say is described in words, and a value that
 * contains itself is cut where it does.
 */
export function plain(value: unknown, serialize: Serialize = (_, same) => same): unknown {
  const above: unknown[] = []
  const text = JSON.stringify(value, function (this: unknown, key, given: unknown) {
    const shown = serialize(key, given)
    if (typeof shown === 'bigint' || typeof shown === 'symbol') return String(shown)
    if (typeof shown === 'function') return `function ${shown.name}`
    if (shown instanceof Error) return { name: shown.name, message: shown.message }
    if (typeof shown !== 'object' || shown === null) return shown
    // Those that hold this one, from the outermost on.
    while (above.length > 0 && above.at(-1) !== this) above.pop()
    if (above.includes(shown)) return '[circular]'
    above.push(shown)
    return shown
  })
  return text === undefined ? undefined : JSON.parse(text)
}
