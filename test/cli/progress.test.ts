import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Progress } from '../../src/cli/journal/progress.ts'

function shown(isTTY: boolean, steps: number, msEach: number) {
  const writes: string[] = []
  let nowMs = 0
  const progress = new Progress(
    { isTTY, columns: 40, write: (text) => writes.push(text) },
    'verifying',
    () => nowMs,
  )
  for (let step = 0; step < steps; step++) {
    nowMs += msEach
    progress.step()
  }
  progress.end()
  return writes
}

describe('progress', () => {
  it('is a line that is drawn anew, at most every 100 ms, and erased at the end', () => {
    const writes = shown(true, 10_000, 1 / 16)
    expect(writes).toHaveLength(7)
    expect(stripVTControlCharacters(writes[3] ?? '')).toBe('\rverifying ... 6,400 records')
    expect(writes.at(-1)).toBe('\r\u001b[K')
  })

  it('is not shown of what is done soon', () => expect(shown(true, 100, 0.5)).toEqual([]))

  it('is not shown where nobody looks', () => expect(shown(false, 10_000, 1)).toEqual([]))
})
