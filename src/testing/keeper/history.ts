import { exactSpan } from '../words/exact-span.ts'
import type { Account, Line } from './account.ts'

const most = 60

/** What happened, line by line, each with its time since the history began. */
export function historyOf({ lines, asks, nowMs }: Account): string[] {
  const open = asks
    .filter(({ settledAtMs }) => settledAtMs === undefined)
    .map(({ number }) => ({ atMs: nowMs, text: `caller ${number} has had no answer` }))
  const merged = mergeCallers([...lines, ...open])
  const shown = merged.length > most ? [...merged.slice(0, most - 10), ...merged.slice(-10)] : merged
  const times = shown.map(({ atMs }) => exactSpan(atMs))
  const width = Math.max(...times.map(({ length }) => length))
  const text = shown.map((line, index) => `${(times[index] ?? '').padEnd(width)}  ${line.text}`)
  if (merged.length > most) text.splice(most - 10, 0, `… ${merged.length - most} lines more …`)
  return text
}

/** Callers who, one after another, get the same at the same time, are one line. */
function mergeCallers(lines: readonly Line[]): Line[] {
  const merged: Line[] = []
  let first = ''
  for (const line of lines) {
    const [, number = '', what = ''] = /^caller (\d+) (.*)$/.exec(line.text) ?? []
    const before = merged.at(-1)
    const [, , last = '', same = ''] = /^callers? (\d+ to )?(\d+) (.*)$/.exec(before?.text ?? '') ?? []
    const have = what.replace(/^(is|has) /, (verb) => (verb === 'is ' ? 'are ' : 'have '))
    const isNext = number !== '' && Number(last) + 1 === Number(number) && before?.atMs === line.atMs
    if (isNext && (same === what || same === have)) {
      if (same === what) first = last
      merged[merged.length - 1] = { atMs: line.atMs, text: `callers ${first} to ${number} ${have}` }
    } else merged.push(line)
  }
  return merged
}
