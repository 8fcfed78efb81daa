// @ts-check
import { createMemoryJournal, openSession } from '../../../dist/index.js'
import { createInspector, startInspector } from '../../../dist/services/inspector/index.js'

// Does what its argument says, and has nothing more to do then: that it ends is what is tested.

/** @param {Pick<Parameters<typeof openSession>[0], 'inspect' | 'journal' | 'stream'>} how */
const live = async (how) => {
  let count = 0
  const token = () => ({ value: `a-token-of-an-app-${count++}`, expiresInSeconds: 3600 })
  const session = openSession({ token: token(), refresh: async () => token(), ...how })
  await session.refreshNow()
  return session
}

/** @type {Record<string, () => Promise<unknown>>} */
const acts = {
  async 'an inspector that is closed'() {
    const inspector = await startInspector()
    const client = createInspector({ url: inspector.feedUrl })
    const journal = inspector.watch(createMemoryJournal())
    const session = await live({ inspect: client.inspect, journal, stream: 'alice' })
    while (!client.isConnected) await new Promise((resolve) => setTimeout(resolve, 5))
    await session.close()
    await client.close()
    await inspector.close()
  },
  async 'an app that never closes its inspector'() {
    const { inspect } = createInspector({ url: process.argv[3] ?? '' })
    await live({ inspect })
  },
  async 'an app that closes an inspector that is not there'() {
    const client = createInspector({ url: 'ws://127.0.0.1:9/nobody/feed' })
    const session = await live({ inspect: client.inspect })
    await session.close()
    await client.close()
  },
}
await acts[process.argv[2] ?? '']?.()
process.stdout.write('done')
