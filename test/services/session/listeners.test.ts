import { describe, expect, it } from 'vitest'
import { Listeners } from '../../../src/services/session/listeners.ts'

describe('listeners', () => {
  it('hear their own type, or all, until they unsubscribe', () => {
    const heard: string[] = []
    const listeners = new Listeners()
    const { unsubscribe } = listeners.add('a', () => heard.push('a'))
    listeners.add('*', () => heard.push('*'))
    listeners.notify({ type: 'a' })
    listeners.notify({ type: 'b' })
    unsubscribe()
    listeners.notify({ type: 'a' })
    expect(heard).toEqual(['a', '*', '*', '*'])
  })

  it('are let go of when a session is closed', () => {
    const heard: string[] = []
    const listeners = new Listeners()
    listeners.add('*', () => heard.push('*'))
    listeners.clear()
    listeners.notify({ type: 'a' })
    expect(heard).toEqual([])
  })
})
