import { createMemoryJournal, type JournalRecord } from 'halflife'
import { describe, expect, it } from 'vitest'
import { hourMs, jwt, jwtOf, minuteMs, opaque, open, startMs, types, uncaught } from './setting.ts'

/** What the journal says of the attempts' failures. */
async function failures(settle: (setting: ReturnType<typeof open>) => unknown) {
  const errors = uncaught()
  const journal = createMemoryJournal()
  const setting = open({
    journal,
    stream: 'room/alice',
    token: opaque('token-0', 3600),
    retry: 'points-only',
  })
  void setting.session.refreshNow()
  await settle(setting)
  await setting.session.flush()
  expect(errors).toEqual([])
  expect(setting.session.token()).toBe('token-0')
  const records: JournalRecord[] = []
  for await (const record of journal.read('room/alice')) records.push(record)
  const failed = records.filter(({ type }) => type === 'refresh.failed').map(({ event }) => event)
  expect(types(records)).not.toContain('refresh.succeeded')
  return failed
}

const reasonOf = async (answer: unknown) => {
  const failed = await failures(({ call }) => call(1).answer(answer))
  return failed.map((event) => ('reason' in event ? event.reason : event.type))
}

const exp = startMs / 1000 + 3600

describe('an answer of no use is one failure, with its reason, and the old token stays in use', () => {
  it.each([
    ['nothing', undefined, 'missing'],
    ['null', null, 'missing'],
    ['an empty string', '', 'missing'],
    ['a number', 42, 'malformed'],
    ['a boolean', true, 'malformed'],
    ['a function', () => 'token', 'malformed'],
    ['a symbol', Symbol('token'), 'malformed'],
    ['an empty object', {}, 'malformed'],
    ['an array', ['token'], 'malformed'],
    ['a JWT of bad base64', 'e30.*.sig', 'malformed'],
    ['a JWT whose claims are null', 'e30.bnVsbA.sig', 'malformed'],
    ['a JWT with a part missing', 'e30.e30', 'malformed'],
    ['space around it', ' token', 'malformed'],
    ['a line feed in it', opaque('token\n'), 'malformed'],
    ['more than 64 KiB', opaque('x'.repeat(65_537)), 'malformed'],
    ['a value that is no string', { value: 1, expiresInSeconds: 60 }, 'malformed'],
    [
      'a trap',
      {
        get value() {
          throw new Error('trap')
        },
      },
      'malformed',
    ],
    ['a string that says no life', 'token', 'unknown-lifetime'],
    ['a JWT without exp', jwtOf({ sub: 'alice' }), 'unknown-lifetime'],
    ['a JWT with exp in milliseconds', jwtOf({ exp: startMs + hourMs }), 'unknown-lifetime'],
    ['a JWT with exp in words', jwtOf({ exp: `${exp}` }), 'unknown-lifetime'],
    ['a JWT that lives no time', jwtOf({ iat: exp, exp }), 'unknown-lifetime'],
    ['an object without a life', { value: 'token' }, 'unknown-lifetime'],
    ['a life of zero', opaque('token', 0), 'unknown-lifetime'],
    ['a negative life', opaque('token', -1), 'unknown-lifetime'],
    ['a life that is not a number', opaque('token', Number.NaN), 'unknown-lifetime'],
    ['an endless life', opaque('token', Number.POSITIVE_INFINITY), 'unknown-lifetime'],
    ['a life in words', opaque('token', '60' as never), 'unknown-lifetime'],
    ['a dead JWT that does not say when it began', jwt(undefined, startMs - minuteMs), 'expired'],
    ['a dead opaque token', { value: 'token', expiresAtMs: startMs }, 'expired'],
    ['the string in use', opaque('token-0', 3600), 'unchanged'],
  ])('%s', async (_what, answer, reason) => {
    expect(await reasonOf(answer)).toEqual([reason])
  })

  it('an answer that died on its way', async () => {
    const failed = await failures(async ({ clock, call }) => {
      clock.advance(10_000)
      await call(1).answer(jwt(startMs, startMs + 5000))
    })
    expect(failed).toMatchObject([{ reason: 'expired', atMs: startMs + 10_000, attempt: 1 }])
  })

  it('no answer in time', async () => {
    const failed = await failures(({ clock }) => clock.advanceAsync(30_000))
    expect(failed).toMatchObject([{ reason: 'timed-out', atMs: startMs + 30_000, attempt: 1 }])
  })
})

describe('an error of the callback is one failure, of which little is kept', () => {
  it.each([
    ['an Error', new TypeError('secret'), { name: 'TypeError' }],
    [
      'a code and a status',
      Object.assign(new Error('secret'), { code: 'ECONNREFUSED', status: 503 }),
      { name: 'Error', code: 'ECONNREFUSED', status: 503 },
    ],
    ['a number as code', Object.assign(new Error('secret'), { code: 89 }), { name: 'Error', code: 89 }],
    ['a string', 'secret', undefined],
    ['nothing', undefined, undefined],
    ['null', null, undefined],
    ['an object', { name: 'auth/user-not-found', body: 'secret' }, { name: 'auth/user-not-found' }],
    ['a number as name', { name: 42, code: 'E_AUTH' }, { code: 'E_AUTH' }],
    ['a name, code and status that are none', { name: {}, code: [], status: '503' }, undefined],
    [
      'a trap',
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('trap')
          },
        },
      ),
      undefined,
    ],
  ])('%s', async (_what, thrown, kept) => {
    const failed = await failures(({ call }) => call(1).fail(thrown))
    const error = kept && { error: kept }
    expect(failed).toEqual([{ type: 'refresh.failed', atMs: startMs, attempt: 1, reason: 'threw', ...error }])
  })

  const callbacks: [string, () => unknown][] = [
    [
      'throws at once',
      () => {
        throw new Error('at once')
      },
    ],
    [
      'gives a thenable that throws',
      () => ({
        then: () => {
          throw new Error('in then')
        },
      }),
    ],
    [
      'gives a thenable whose then is a trap',
      () => ({
        get then() {
          throw new Error('trap')
        },
      }),
    ],
    [
      'rejects, and then resolves',
      () => ({
        then: (ok: (v: unknown) => void, no: (e: unknown) => void) => {
          no(new Error('no'))
          ok(opaque('x'))
        },
      }),
    ],
  ]
  it.each(callbacks)('a callback that %s', async (_what, refresh) => {
    const errors = uncaught()
    const { session, clock } = open({
      token: opaque('token-0', 3600),
      refresh: refresh as never,
      retry: 'points-only',
    })
    const next = session.refreshNow()
    await clock.settle()
    await expect(next).rejects.toMatchObject({
      code: 'ERR_REFRESH_FAILED',
      reason: 'threw',
      error: { name: 'Error' },
    })
    expect(session.token()).toBe('token-0')
    expect(session.actor.getSnapshot().context.failures).toBe(1)
    expect(errors).toEqual([])
  })

  it('a callback that resolves twice, and then rejects, has resolved once', async () => {
    const { session, heard } = open({
      refresh: () =>
        ({
          then: (ok: (v: unknown) => void, no: (e: unknown) => void) => {
            ok(opaque('token-1'))
            ok(opaque('token-2'))
            no(new Error('no'))
          },
        }) as never,
    })
    expect(await session.refreshNow()).toBe('token-1')
    expect(types(heard)).toEqual(['refresh.requested', 'token.adopted'])
  })

  it('a callback that obeys the signal of a session which has its token already is aborted', async () => {
    const journal = createMemoryJournal()
    const { session, call, clock } = open({ journal, stream: 'room/alice' })
    clock.advance(30_000)
    session.supplyToken(opaque('token-1'))
    await call(1).fail(new DOMException('aborted', 'AbortError'))
    await session.flush()
    const records: JournalRecord[] = []
    for await (const record of journal.read('room/alice')) records.push(record)
    expect(records.at(-1)?.event).toMatchObject({
      type: 'refresh.failed',
      attempt: 1,
      reason: 'aborted',
      error: { name: 'AbortError' },
    })
  })

  it('a callback that gives its token without a promise is fine', async () => {
    const { session, clock } = open({ refresh: () => opaque('token-1') })
    const next = session.refreshNow()
    await clock.settle()
    expect([await next, session.token()]).toEqual(['token-1', 'token-1'])
  })
})
