const units = [
  ['day', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const

/**
 * A length of time, as people say it.
 *
 * @example span(350) // '350 ms'; span(12_500) is '12.5 s', span(5_400_000) '1 h 30 min'
 */
export function span(ms: number): string {
  if (ms < 0) return `-${span(-ms)}`
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 99_950) return `${Number((ms / 1_000).toFixed(1))} s`
  let restMs = Math.round(ms / 60_000) * 60_000
  const parts: string[] = []
  for (const [name, unitMs] of units) {
    const count = Math.floor(restMs / unitMs)
    restMs -= count * unitMs
    if (count > 0) parts.push(`${count} ${name}${name === 'day' && count > 1 ? 's' : ''}`)
  }
  return parts.slice(0, 2).join(' ')
}
