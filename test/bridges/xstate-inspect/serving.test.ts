import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { createActor, createMachine } from 'xstate'
import { serveXstateInspect } from '../../../bridges/xstate-inspect/src/index.ts'
import { openStage } from './stage.ts'

/** What becomes of a connection: `open`, or the status it is refused with. */
const knock = (server: string, headers: Record<string, string>) =>
  new Promise<string>((resolve, reject) => {
    const socket = new WebSocket(`ws://${server}`, { headers })
    socket.on('open', () => {
      socket.terminate()
      resolve('open')
    })
    socket.on('unexpected-response', (_, { statusCode }) => resolve(`${statusCode}`))
    socket.on('error', reject)
  })

describe('the server for viewers', () => {
  it.each([
    [{}, 'open'],
    [{ origin: 'https://stately.ai' }, 'open'],
    [{ origin: 'http://localhost:5173' }, 'open'],
    [{ origin: 'https://example.com' }, '401'],
    [{ origin: 'null' }, '401'],
    [{ origin: 'https://stately.ai.example.com' }, '401'],
    [{ host: 'rebound.example.com' }, '401'],
  ])(
    'lets in programs, pages of this machine and those named, and nobody else: %j %s',
    async (headers, answer) => {
      await using stage = await openStage()
      expect(await knock(stage.server, headers as Record<string, string>)).toBe(answer)
    },
  )

  it('lets in the pages that it is told to', async () => {
    await using stage = await openStage({ origins: ['https://viz.example.com'] })
    expect(await knock(stage.server, { origin: 'https://viz.example.com' })).toBe('open')
    expect(await knock(stage.server, { origin: 'https://stately.ai' })).toBe('401')
  })

  it('passes over what is no message, and goes on', async () => {
    await using stage = await openStage()
    const socket = new WebSocket(`ws://${stage.server}`)
    await new Promise((resolve) => socket.on('open', resolve))
    const eventOf = (event: unknown) => JSON.stringify({ type: 'xstate.event', event })
    const nonsenses = ['{', 'null', '[]', '7', '{"type":7}', '{"type":"disconnect"}', '{"type":"unload"}']
    const badEvents = ['{', 'null', undefined, { type: 'go' }, '{"type":7,"origin":"x:0"}'].map(eventOf)
    for (const nonsense of [...nonsenses, ...badEvents]) {
      socket.send(nonsense)
    }
    const actor = createActor(createMachine({ id: 'later' }), { inspect: stage.inspect }).start()
    await stage.viewer.registered('later')
    actor.stop()
    socket.terminate()
  })

  it.each([
    ['longer than a viewer says anything', 'x'.repeat(2 * 1024 * 1024), 1009],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 1007],
  ])('sends away who sends what is %s, and goes on', async (_, frame, code) => {
    await using stage = await openStage()
    const socket = new WebSocket(`ws://${stage.server}`)
    await once(socket, 'open')
    socket.send(frame, { binary: false })
    expect((await once(socket, 'close'))[0]).toBe(code)
    expect(await knock(stage.server, {})).toBe('open')
  })

  it('frees its port, and leaves nothing behind: what happens afterwards is told to nobody', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const first = await serveXstateInspect({ port: 0 })
    const actor = createActor(createMachine({ id: 'early' }), { inspect: first.inspect }).start()
    await first.close()
    await first.close()
    const second = await serveXstateInspect({ port: Number(first.server.split(':')[1]) })
    const later = createActor(createMachine({ id: 'late' }), { inspect: second.inspect }).start()
    actor.send({ type: 'go' })
    actor.stop()
    later.stop()
    await second.close()
    // XState 4 warns of events that are sent to whoever has stopped.
    const said = warned.mock.calls.map(String).filter((text) => !text.includes('predictableActionArguments'))
    expect(said).toStrictEqual([])
    expect('__xstate__' in globalThis).toBe(false)
    warned.mockRestore()
  })
})

describe('the library', () => {
  it('has XState 5, the bridge 4, and neither depends on the other', () => {
    const at = (path: string) =>
      JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'))
    const version = (from: string) =>
      createRequire(new URL(`../../../${from}`, import.meta.url))('xstate/package.json').version as string
    expect(version('package.json')).toMatch(/^5\./)
    expect(version('bridges/xstate-inspect/package.json')).toMatch(/^4\.38\./)
    const { dependencies, devDependencies, peerDependencies, optionalDependencies } = at('package.json')
    const all = { ...dependencies, ...devDependencies, ...peerDependencies, ...optionalDependencies }
    expect(Object.keys(all).filter((name) => /xstate-inspect|@xstate/.test(name))).toStrictEqual([])
    expect(Object.keys(at('bridges/xstate-inspect/package.json').dependencies)).not.toContain('halflife')
  })
})
