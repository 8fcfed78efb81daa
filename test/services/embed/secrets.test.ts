import { inspect } from 'node:util'
import { deliver } from 'halflife'
import { expect, it } from 'vitest'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import { embed, hourMs, jwt, startMs, thrown } from './setting.ts'

/** A string as it is, and in the encodings in which it might hide. */
const guises = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
]

/** Every run of 16 characters of a secret, in every guise. */
function leaks(text: string, secrets: readonly string[]): string[] {
  return secrets.flatMap(guises).filter((guise) => {
    for (let at = 0; at + 16 <= guise.length; at += 8)
      if (text.includes(guise.slice(at, at + 16))) return true
    return false
  })
}

it('no token gets into a snapshot, a fact, an inspection event, or what an actor shows of itself', async () => {
  const shown: string[] = []
  const show = (value: unknown, depth = 4, showHidden = false) =>
    shown.push(inspect(value, { depth, showHidden }))
  const canary = (name: string, fromMs: number) =>
    jwt(fromMs, fromMs + hourMs, `canary-${name}-0123456789abcdef`)
  const secrets = ['zero', 'one', 'late', 'thrown', 'dead'].map((name) => canary(name, startMs))
  const [zero = '', one = '', late = '', thrownToken = '', dead = ''] = secrets

  const embedded = embed({ inspect: (event) => show(event, 2) })
  const { actor, call, clock, heard, say, vault } = embedded
  actor.subscribe((snapshot) => show(snapshot))
  vault.put(0, zero)
  await clock.advanceAsync(45_000)
  await call(1).fail(
    Object.assign(new Error(thrownToken), { code: thrownToken, name: thrownToken, status: zero }),
  )
  await call(2).fail(thrownToken)
  await clock.advanceAsync(15_000)
  await call(3).answer(one)
  expect(embedded.context.generation).toBe(1)
  await call(3).answer(late)
  await clock.advanceAsync(hourMs / 2)
  await call(4).answer(dead)
  for (const event of [
    { type: 'refresh.demanded', atMs: clock.now(), token: one },
    { type: one, atMs: clock.now() },
    { type: 'api.rejected', atMs: clock.now(), generation: one },
  ]) {
    const error = thrown(() => deliver(actor, event as never))
    show(error)
    shown.push(String(error.stack))
  }
  say({ type: 'api.rejected', generation: embedded.context.generation })

  show(heard)
  show(actor, 6, true)
  show(vault, 6, true)
  shown.push(JSON.stringify(embedded.persist()), JSON.stringify(actor.getSnapshot()), JSON.stringify(actor))
  const after = embed({ clock: new TestClock(clock.now() + hourMs), snapshot: embedded.persist() })
  await after.clock.advanceAsync(0)
  show(after.heard)
  shown.push(JSON.stringify(after.persist()))

  const text = shown.join('\n')
  expect(text.length).toBeGreaterThan(20_000)
  expect(leaks(text, secrets)).toEqual([])
  // The search finds what is there to be found.
  expect(leaks(`${text}${Buffer.from(one).toString('hex').slice(40, 90)}`, secrets)).not.toEqual([])
})
