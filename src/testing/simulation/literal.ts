/** Plain data as it is written by hand in TypeScript: `{ say: 'nothing' }`. */
export function literal(value: unknown): string {
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return entries.length === 0
    ? '{}'
    : `{ ${entries.map(([key, inner]) => `${key}: ${literal(inner)}`).join(', ')} }`
}
