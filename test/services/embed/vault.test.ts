import { createTokenVault, HalflifeError, lifeOfToken } from 'halflife'
import { describe, expect, it } from 'vitest'
import { embed, hourMs, jwt, opaque, startMs, thrown } from './setting.ts'

describe('a token vault', () => {
  it('holds the token in use and the one before it, and knows the generation of each', () => {
    const vault = createTokenVault()
    for (const generation of [0, 1, 2]) vault.put(generation, `token-${generation}`)
    expect([0, 1, 2, 3].map((generation) => vault.token(generation))).toEqual([
      undefined,
      'token-1',
      'token-2',
      undefined,
    ])
    expect(vault.generationOf('token-2')).toBe(2)
    expect(vault.generationOf('token-0')).toBeUndefined()
    vault.drop(2)
    expect(vault.token(2)).toBeUndefined()
  })

  it('has the new token before anybody hears that it was adopted', async () => {
    const { actor, call, clock, vault } = embed()
    const seen: unknown[] = []
    actor.on('token.adopted', ({ generation }) => seen.push(vault.token(generation)))
    actor.subscribe(({ context }) => seen.push(vault.token(context.generation)))
    await clock.advanceAsync(30_000)
    await call(1).answer(opaque('token-1'))
    expect(new Set(seen)).toEqual(new Set(['token-0', 'token-1']))
    expect(seen).not.toContain(undefined)
  })

  it('holds nothing that the machine did not adopt', async () => {
    const { call, clock, say, vault } = embed({ policy: 'kick' })
    await clock.advanceAsync(45_000)
    await call(2).answer(opaque('token-1'))
    await call(1).answer(opaque('superseded'))
    expect(vault.token(2)).toBeUndefined()
    expect(vault.generationOf('superseded')).toBeUndefined()
    say({ type: 'conference.joined' })
    await clock.advanceAsync(30_000)
    clock.setForward(30_000)
    await call(3).answer(opaque('too-late'))
    expect(vault.generationOf('too-late')).toBeUndefined()
  })

  it('tells which generation the platform rejected: the one in use, or one that is over', async () => {
    const embedded = embed()
    const { call, calls, clock, say, vault } = embedded
    await clock.advanceAsync(30_000)
    await call(1).answer(opaque('token-1'))
    say({ type: 'api.rejected', generation: vault.generationOf('token-0') as number })
    expect(embedded.state).toBe('valid.idle')
    expect(calls).toHaveLength(1)
    say({ type: 'api.rejected', generation: vault.generationOf('token-1') as number })
    expect(embedded.state).toBe('expired.requesting')
  })

  it('is what the token in use is known by: giving it again is a failure, whoever put it there', async () => {
    const embedded = embed()
    const { call, clock, say, vault } = embedded
    vault.put(1, 'supplied')
    say({ type: 'token.supplied', token: lifeOfToken(opaque('supplied'), clock.now()) })
    await clock.advanceAsync(30_000)
    await call(1).answer(opaque('supplied'))
    expect(embedded.context).toMatchObject({ generation: 1, failures: 1 })
  })
})

describe('when fresh tokens look dead, an embedded machine', () => {
  const ahead = 70 * 60_000
  const issued = (atMs: number) => jwt(atMs - ahead, atMs - ahead + hourMs)

  it('believes them, and says once that the clock is ahead', async () => {
    const skews: number[] = []
    const embedded = embed({ onClockSkewed: (aheadMs) => skews.push(aheadMs) })
    const { call, clock, vault } = embedded
    vault.put(0, issued(startMs))
    await clock.advanceAsync(30_000)
    await call(1).answer(issued(startMs + 30_000))
    expect(embedded.context).toMatchObject({ generation: 1, expiresAtMs: startMs + 30_000 + hourMs })
    await clock.advanceAsync(hourMs / 2)
    await call(2).answer(issued(clock.now()))
    expect(embedded.context.generation).toBe(2)
    expect(skews).toEqual([ahead])
  })

  it('does not believe one that is older than the token in use', async () => {
    const embedded = embed({ retry: 'points-only' })
    const { call, clock, vault } = embedded
    vault.put(0, jwt(startMs, startMs + 60_000))
    await clock.advanceAsync(30_000)
    await call(1).answer(jwt(startMs - 2 * hourMs, startMs - hourMs))
    expect(embedded.context).toMatchObject({ generation: 0, failures: 1 })
  })
})

describe('the life of a token, for an embedded machine', () => {
  it.each([
    ['an opaque token', opaque('x', 60), { issuedAtMs: startMs, expiresAtMs: startMs + 60_000 }],
    [
      'one whose end is told',
      { value: 'x', expiresAtMs: startMs + 5 },
      { issuedAtMs: startMs, expiresAtMs: startMs + 5, claimedExpMs: startMs + 5 },
    ],
    [
      'a JWT that has lived a while',
      jwt(startMs - 20_000, startMs + 40_000),
      { issuedAtMs: startMs - 20_000, expiresAtMs: startMs + 40_000, claimedExpMs: startMs + 40_000 },
    ],
    [
      'a JWT of a clock that is ahead',
      jwt(startMs + hourMs, startMs + hourMs + 60_000),
      { issuedAtMs: startMs, expiresAtMs: startMs + 60_000, claimedExpMs: startMs + hourMs + 60_000 },
    ],
    [
      'a JWT that does not say when it began',
      jwt(undefined, startMs + 40_000),
      { issuedAtMs: startMs, expiresAtMs: startMs + 40_000, claimedExpMs: startMs + 40_000 },
    ],
  ])('is told of %s, without the token', (_, given, life) => {
    expect(lifeOfToken(given, startMs)).toEqual(life)
  })

  it.each([
    ['ERR_LIFETIME_UNKNOWN', 'opaque'],
    ['ERR_TOKEN_MALFORMED', 'ey.ey.ey'],
    ['ERR_TOKEN_TOO_LARGE', 'x'.repeat(65_537)],
    ['ERR_LIFETIME', opaque('x', 0)],
  ])('is %s where there is none', (code, given) => {
    const error = thrown(() => lifeOfToken(given, startMs))
    expect(error).toBeInstanceOf(HalflifeError)
    expect(error['code']).toBe(code)
  })
})
