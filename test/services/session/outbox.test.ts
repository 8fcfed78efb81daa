import { describe, expect, it } from 'vitest'
import { Outbox } from '../../../src/services/session/outbox.ts'
import { open, types } from './setting.ts'

describe('what the world is told', () => {
  it('is held back at first, and goes out in order', () => {
    const sent: number[] = []
    const outbox = new Outbox()
    expect(outbox.isEmpty).toBe(true)
    for (const n of [1, 2]) outbox.post(() => sent.push(n))
    expect(outbox.isEmpty).toBe(false)
    expect([outbox.send(), sent]).toEqual([false, []])
    outbox.release()
    expect([outbox.send(), sent]).toEqual([true, [1, 2]])
    expect(outbox.isEmpty).toBe(true)
  })

  it('goes out after what is being sent, not in the midst of it', () => {
    const sent: unknown[] = []
    const outbox = new Outbox()
    outbox.release()
    outbox.post(() => {
      outbox.post(() => sent.push('second'))
      sent.push(outbox.send(), 'first')
    })
    expect(outbox.send()).toBe(true)
    expect(sent).toEqual([false, 'first', 'second'])
  })

  it('does not go out when it was cleared: the session is closed', () => {
    const sent: number[] = []
    const outbox = new Outbox()
    outbox.release()
    outbox.post(() => {
      sent.push(1)
      outbox.clear()
    })
    outbox.post(() => sent.push(2))
    outbox.send()
    expect(sent).toEqual([1])
  })

  it('comes to every listener in the order of what happened, whatever another one does in between', () => {
    const { clock, session } = open()
    session.on('refresh.requested', () => session.reportRejected('token-0'))
    const heard: { type: string }[] = []
    session.on('*', (event) => heard.push(event))
    clock.advance(30_000)
    expect(types(heard)).toEqual(['refresh.requested', 'token.rejected', 'token.expired'])
  })
})
