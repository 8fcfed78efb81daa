import { getEventListeners } from 'node:events'
import { TestClock } from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { Patience } from '../../../../src/services/sdk/conference/patience.ts'
import { Silence } from '../../../../src/services/sdk/conference/silence.ts'

function setting() {
  const clock = new TestClock()
  const outer = new AbortController()
  const silence = new Silence(new Patience({ clock, random: () => 1 }), outer.signal)
  const left = () => [getEventListeners(outer.signal, 'abort').length, clock.armed]
  return { clock, outer, silence, left }
}

describe('a connection that has gone silent', () => {
  it('is given up 45 s after its last sign of life, and not before its first', async () => {
    const { clock, silence } = setting()
    await clock.advanceAsync(60_000)
    silence.broken()
    await clock.advanceAsync(44_999)
    silence.broken()
    await clock.advanceAsync(44_999)
    expect(silence.signal.aborted).toBe(false)
    await clock.advanceAsync(1)
    expect(silence.signal.aborted).toBe(true)
  })

  it.each(['the connection', 'the conference'])('leaves nothing behind when %s is over', (what) => {
    const { outer, silence, left } = setting()
    silence.broken()
    expect(left()).toEqual([1, 1])
    if (what === 'the connection') silence.end()
    else outer.abort()
    silence.broken()
    expect([silence.signal.aborted, ...left()]).toEqual([true, 0, 0])
  })

  it('is given up at once if the conference is over already', () => {
    const { clock } = setting()
    const silence = new Silence(new Patience({ clock, random: () => 1 }), AbortSignal.abort())
    expect(silence.signal.aborted).toBe(true)
  })
})
