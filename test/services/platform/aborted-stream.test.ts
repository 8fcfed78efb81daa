import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bytesUntilAborted } from '../../../src/services/platform/client/bytes-until-aborted.ts'

/** A stream of two parts; the answer ends with the second, or stays open. */
async function answer({ ends }: { ends: boolean }) {
  let more = () => {}
  const server = createServer((_, response) => {
    response.write('first')
    more = () => (ends ? response.end('second') : response.write('second'))
  }).listen(0, '127.0.0.1')
  onTestFinished(() => server.closeAllConnections())
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const abort = new AbortController()
  const { port } = server.address() as AddressInfo
  const { body } = await fetch(`http://127.0.0.1:${port}/`, { signal: abort.signal })
  const bytes = bytesUntilAborted(body as ReadableStream<Uint8Array>, abort.signal)
  return { abort, bytes, more: () => more() }
}

describe('a stream that is aborted', () => {
  it.each([true, false])('ends for who waits for more; also as the answer itself does: %s', async (ends) => {
    const { abort, bytes, more } = await answer({ ends })
    expect(Buffer.from((await bytes.next()).value ?? []).toString()).toBe('first')
    more()
    expect(Buffer.from((await bytes.next()).value ?? []).toString()).toBe('second')
    const last = bytes.next()
    abort.abort(new Error('no more'))
    await expect(last).rejects.toThrow(/no more|aborted/)
    expect(await bytes.next()).toEqual({ done: true, value: undefined })
  })

  it('before it is read gives nothing', async () => {
    const { abort, bytes } = await answer({ ends: false })
    abort.abort(new Error('no more'))
    await expect(bytes.next()).rejects.toThrow(/no more|aborted/)
  })
})
