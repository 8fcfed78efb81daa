/** Whether two values hold the same plain data. A member that is `undefined` is not there, as in JSON. */
export function isSameData(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  for (const name of names) {
    if (!isSameData((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]))
      return false
  }
  return true
}
