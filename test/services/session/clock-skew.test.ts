import { describe, expect, it } from 'vitest'
import { hourMs, jwt, minuteMs, opaque, open, startMs, types } from './setting.ts'

/** A session that asks for a token, on a clock that is ahead of the issuer's by so much. */
const ahead = (byMs: number) => {
  const setting = open()
  const { session, clock, calls } = setting
  /** A token issued so long before the attempt by the issuer's right clock. */
  const issued = (agoMs = 0, ttlMs = hourMs) => {
    const iatMs = clock.now() - byMs - agoMs
    return jwt(iatMs, iatMs + ttlMs, `token of ${clock.now()}`)
  }
  /** Demands a token, answers with one. */
  const ask = async (answer: unknown) => {
    void session.refreshNow()
    await calls.at(-1)?.answer(answer)
    const { issuedAtMs, expiresAtMs, generation } = session.actor.getSnapshot().context
    return { generation, sinceMs: issuedAtMs - clock.now(), leftMs: expiresAtMs - clock.now() }
  }
  const skews = () => setting.heard.filter(({ type }) => type === 'clock.skewed')
  return { ...setting, issued, ask, skews }
}

describe('an answer that looks dead', () => {
  it('was issued by a clock that is behind ours: it lives as long as it claims, and a diagnostic says so', async () => {
    const { ask, issued, skews } = ahead(70 * minuteMs)
    expect(await ask(issued())).toEqual({ generation: 1, sinceMs: 0, leftMs: hourMs })
    expect(skews()).toEqual([{ type: 'clock.skewed', atMs: startMs, aheadMs: 70 * minuteMs }])
  })

  it('is said to be skewed once a session', async () => {
    const { clock, ask, issued, skews } = ahead(70 * minuteMs)
    for (let n = 1; n <= 3; n++) {
      expect(await ask(issued())).toMatchObject({ generation: n, leftMs: hourMs })
      clock.advance(1000)
    }
    expect(skews().length).toBe(1)
  })

  it('died on its way if it was issued within a second of the attempt, or after', async () => {
    for (const [agoMs, generation] of [
      [0, 0],
      [1000, 0],
      [1001, 1],
    ] as const) {
      const { clock, call, session } = open({ token: opaque('token-0', 3600) })
      void session.refreshNow()
      clock.advance(5000)
      await call(1).answer(jwt(startMs - agoMs, startMs - agoMs + 4000))
      expect(session.actor.getSnapshot().context.generation, `issued ${agoMs} ms before`).toBe(generation)
    }
  })

  it('is dead if a token with a later iat was seen: it is an old one', async () => {
    const { ask, issued, skews, heard } = ahead(70 * minuteMs)
    await ask(issued())
    expect(await ask(issued(1000))).toMatchObject({ generation: 1 })
    expect(skews().length).toBe(1)
    expect(types(heard).filter((type) => type === 'token.adopted').length).toBe(1)
  })

  it('is dead if the first token, or a supplied one, has a later iat', async () => {
    const first = open({ token: jwt(startMs - 60 * minuteMs, startMs + minuteMs) })
    void first.session.refreshNow()
    await first.calls.at(-1)?.answer(jwt(startMs - 80 * minuteMs, startMs - 20 * minuteMs))
    expect(first.session.actor.getSnapshot().context.generation).toBe(0)

    const other = ahead(0)
    other.session.supplyToken(jwt(startMs - 60 * minuteMs, startMs + minuteMs))
    expect(await other.ask(jwt(startMs - 80 * minuteMs, startMs - 20 * minuteMs))).toMatchObject({
      generation: 1,
    })
    expect(other.skews()).toEqual([])
  })

  it('is taken with the same iat as the latest seen: the issuer counts in seconds', async () => {
    const { ask, skews } = ahead(0)
    const iatMs = startMs - 70 * minuteMs
    await ask(jwt(iatMs, iatMs + hourMs, 'one'))
    expect(await ask(jwt(iatMs, iatMs + hourMs, 'two'))).toMatchObject({ generation: 2, leftMs: hourMs })
    expect(skews().length).toBe(1)
  })

  it('is nothing new if it is the string in use', async () => {
    const { clock, ask, issued, session } = ahead(70 * minuteMs)
    const token = issued()
    await ask(token)
    clock.advance(2 * hourMs)
    void session.freshToken()
    expect(await ask(token)).toMatchObject({ generation: 1 })
    expect(session.state).toBe('expired')
  })

  it('is dead if it does not say when it was issued', async () => {
    const { ask, skews } = ahead(70 * minuteMs)
    expect(await ask(jwt(undefined, startMs - 10 * minuteMs))).toMatchObject({ generation: 0 })
    expect(await ask({ value: 'opaque', expiresAtMs: startMs - 1 })).toMatchObject({ generation: 0 })
    expect(skews()).toEqual([])
  })
})

describe('answers that look nearly dead', () => {
  const nearlyDead = 45 * minuteMs + 1

  it('are doubted at the second in a row with less than a quarter left', async () => {
    const { clock, ask, issued, skews } = ahead(nearlyDead)
    expect(await ask(issued())).toMatchObject({ generation: 1, leftMs: 15 * minuteMs - 1 })
    expect(skews()).toEqual([])
    clock.advance(1000)
    expect(await ask(issued())).toEqual({ generation: 2, sinceMs: 0, leftMs: hourMs })
    expect(skews()).toMatchObject([{ aheadMs: nearlyDead }])
  })

  it('are believed with a quarter left', async () => {
    const { clock, ask, issued, skews } = ahead(45 * minuteMs)
    for (let n = 1; n <= 5; n++) {
      expect(await ask(issued())).toMatchObject({ generation: n, leftMs: 15 * minuteMs })
      clock.advance(1000)
    }
    expect(skews()).toEqual([])
  })

  it('are believed when a longer one comes between', async () => {
    const { clock, ask, issued, skews } = ahead(nearlyDead)
    for (const longer of [0, -30 * minuteMs, 0, -30 * minuteMs, 0]) {
      const { leftMs } = await ask(issued(longer))
      expect(leftMs).toBe(15 * minuteMs - 1 - longer)
      clock.advance(hourMs)
    }
    expect(skews()).toEqual([])
  })

  it('are believed if they were issued when they were asked for: the issuer is just short of time', async () => {
    const { clock, session, calls, heard } = open({ token: opaque('token-0', 3600) })
    for (let n = 1; n <= 4; n++) {
      void session.refreshNow()
      const iatMs = clock.now()
      clock.advance(3500)
      await calls.at(-1)?.answer(jwt(iatMs, iatMs + 4000, `${n}`))
      expect(session.actor.getSnapshot().context).toMatchObject({
        generation: n,
        expiresAtMs: clock.now() + 500,
      })
    }
    expect(types(heard)).not.toContain('clock.skewed')
  })
})

describe('a clock that is wrong by any amount', () => {
  it.each([-70, -50, -30, 30, 46, 50, 59, 60, 70, 600])(
    'by %d minutes never makes a storm',
    async (minutes) => {
      const { clock, session, calls } = open({ token: null })
      const calledAtMs: number[] = []
      let answered = 0
      for (let n = 0; n < 6 * 60 * 4; n++) {
        await clock.advanceAsync(15_000)
        for (; answered < calls.length; answered++) {
          const issuer = clock.now() - minutes * minuteMs
          calledAtMs.push(calls[answered]?.atMs ?? 0)
          await calls[answered]?.answer(jwt(issuer, issuer + hourMs, `${answered}`))
        }
      }
      for (const atMs of calledAtMs) {
        expect(
          calledAtMs.filter((other) => other >= atMs && other < atMs + minuteMs).length,
        ).toBeLessThanOrEqual(3)
      }
      expect(session.state).toBe('valid')
      expect(calls.length).toBeLessThan(6 * 60)
    },
  )
})
