import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readServerSentEvents } from '../../../src/services/platform/client/server-sent-events.ts'

async function read(text: string, cuts: number[] = []) {
  const bytes = new TextEncoder().encode(text)
  const at = [...new Set([0, ...cuts.map((cut) => cut % bytes.length), bytes.length])].sort((a, b) => a - b)
  async function* chunks() {
    for (const [i, from] of at.entries()) yield bytes.slice(from, at[i + 1])
  }
  const events = []
  for await (const event of readServerSentEvents(chunks())) events.push(event)
  return events
}

const stream =
  ':\n\nid: 1\nevent: joined\ndata: {"name":"Zoë ☕"}\n\nevent:left\r\ndata:a\r\ndata: b\r\n\r\ndata\n\n'
const told = [
  { id: '1', type: 'joined', data: '{"name":"Zoë ☕"}' },
  { id: '1', type: 'left', data: 'a\nb' },
  { id: '1', type: 'message', data: '' },
]

describe('server-sent events', () => {
  it('are read as the standard has them', async () => {
    expect(await read(stream)).toEqual(told)
  })

  it('are the same wherever the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(200)), async (cuts) => {
        expect(await read(stream, cuts)).toEqual(told)
      }),
    )
  })

  it('are dropped when they never ended', async () => {
    expect(await read('data: whole\n\ndata: torn\n')).toMatchObject([{ data: 'whole' }])
  })
})
