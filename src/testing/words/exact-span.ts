const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const

/** A length of time, to the millisecond. @example exactSpan(5_400_001) // '1 h 30 min 1 ms' */
export function exactSpan(ms: number): string {
  let restMs = Math.round(ms)
  const parts: string[] = []
  for (const [name, unitMs] of units) {
    const count = Math.floor(restMs / unitMs)
    restMs -= count * unitMs
    if (count > 0) parts.push(`${count} ${name}`)
  }
  return parts.join(' ') || '0 s'
}

/** So many of a thing. @example count(2, 'call') // '2 calls' */
export const count = (many: number, thing: string): string => `${many} ${thing}${many === 1 ? '' : 's'}`
