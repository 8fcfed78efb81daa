import type { SessionPromise } from './session-promise.ts'
import { World } from './world.ts'

/** A session that is closed. */
export interface ClosedLife {
  readonly ttlMs: number
  /** When it is closed. */
  readonly closeAfterMs: number
}

export const theEndIsTheEnd: SessionPromise<ClosedLife> = {
  says: 'After a session was closed no listener and no callback is called, and no timer is left.',
  scenarios: (fc) =>
    fc
      .record({
        ttl: fc.integer({ min: 15, max: 900 }),
        quarters: fc.integer({ min: 0, max: 5 }),
        lateMs: fc.nat(1),
      })
      .map(({ ttl, quarters, lateMs }) => ({
        ttlMs: ttl * 4000,
        closeAfterMs: quarters * ttl * 1000 + lateMs,
      })),

  async breachIn({ openSession }, { ttlMs, closeAfterMs }) {
    const world = new World(ttlMs, 'answers')
    const session = openSession({ ...world.options, token: world.issue() })
    const heard: string[] = []
    session.on('*', ({ type }) => void heard.push(type))
    await world.pass(closeAfterMs)
    await session.close()
    world.note('it is closed')
    const [before, calls, armed] = [heard.length, world.calls.length, world.clock.armed]
    await world.pass(2 * ttlMs)
    const how = [
      heard.length > before && `a listener was told ${heard[before]} after the session was closed`,
      world.calls.length > calls && 'the callback was called after the session was closed',
      armed > 0 && 'a timer was armed after the session was closed',
    ].find((found) => found !== false)
    return how === undefined ? undefined : { how, history: world.lines }
  },
}
