import { inspect } from 'node:util'
import { AndroidSdk, type Diagnostic, profiles } from 'halflife/sdk'
import { describe, expect, it, vi } from 'vitest'
import { opaque, startMs, uncaught } from '../session/setting.ts'
import { Least, least, listening } from './setting.ts'

/** What is said of a callback that answers its first attempt so. */
async function saidOf(answer: () => unknown, refreshTimeoutMs = 30_000) {
  const { sdk, clock, diagnostics, heard } = listening((all) => new Least(profiles.web, all), {
    refreshTimeoutMs,
  })
  sdk.initialize(opaque('token-0'), () => answer() as never)
  await clock.advanceAsync(30_000)
  await clock.advanceAsync(refreshTimeoutMs)
  expect(heard.filter(({ type }) => type === 'refresh.failed')[0]).toMatchObject({
    attempt: 1,
    reason: expect.any(String),
  })
  return diagnostics[0] as Diagnostic
}

const cases: [string, Diagnostic['kind'], string, () => unknown][] = [
  [
    'that has no `return`',
    'answered-undefined',
    'The callback of initializeToken returned undefined: is a `return` missing? The token in use is not replaced.',
    async () => undefined,
  ],
  [
    'that gives null',
    'answered-null',
    'The callback of initializeToken returned null. If there is no token to be had, throw: an attempt without a token is a failed one.',
    async () => null,
  ],
  [
    'that gives an empty string',
    'answered-empty',
    'The callback of initializeToken returned an empty string.',
    () => '',
  ],
  [
    'that gives the same token again',
    'unchanged',
    'The callback of initializeToken returned the token that is in use already. It must ask the server for a new one: look for a constant, or for a cache on the way.',
    () => opaque('token-0'),
  ],
  [
    'that never answers',
    'timed-out',
    'The callback of initializeToken gave no token within 5000 ms. Does it wait for something that never comes?',
    () => new Promise(() => {}),
  ],
  [
    'that throws before it gives a promise',
    'threw',
    'The callback of initializeToken threw at once (TypeError), before it could give a token.',
    () => {
      throw new TypeError('secret words')
    },
  ],
  [
    'that rejects',
    'rejected',
    'The callback of initializeToken failed (AuthError 503): there is no new token. The one in use stays until it ends.',
    async () => {
      throw Object.assign(new Error('secret words'), { name: 'AuthError', status: 503 })
    },
  ],
  [
    "that throws a string, as the platform's own sample does",
    'rejected',
    'The callback of initializeToken failed: there is no new token.',
    async () => {
      throw 'The access token has expired.'
    },
  ],
  [
    'that gives the whole answer of its server',
    'malformed',
    'is it the whole answer, instead of the token in it?',
    () => ({ access_token: 'secret words', expires_in: 60 }),
  ],
  [
    'that gives an opaque token bare',
    'unknown-lifetime',
    'Give { value, expiresInSeconds }',
    () => 'secret-words',
  ],
  [
    'that gives a token that is expired',
    'expired',
    'a token that is expired. It must ask the server for a new one',
    () => ({ value: 'secret-words', expiresAtMs: startMs }),
  ],
]

describe('of a callback', () => {
  it.each(cases)('%s, it is said that it is %s', async (_, kind, message, answer) => {
    const said = await saidOf(answer, 5_000)
    expect(said).toMatchObject({ kind, profile: 'web', attempt: 1 })
    expect(said.message).toContain(message)
    expect(inspect(said)).not.toMatch(/secret|token-0|eyJ/)
  })

  it('with a `then` that throws, it is said that it failed', async () => {
    const hostile = {
      get then(): never {
        throw new TypeError('no')
      },
    }
    expect(await saidOf(() => hostile)).toMatchObject({ kind: 'rejected' })
  })

  it('that does well, or whose answer is wanted no more, nothing is said', async () => {
    const { sdk, clock, diagnostics, first } = await least(profiles.web)
    await clock.advanceAsync(30_000)
    await first.call(1).answer(opaque('token-1'))
    await clock.advanceAsync(30_000)
    sdk.tokenSession.supplyToken(opaque('token-2'))
    await first.call(2).fail()
    expect(diagnostics).toEqual([])
  })
})

describe('a listener to hints that throws', () => {
  const onDiagnostic = ({ kind }: Diagnostic) => {
    throw new Error(kind)
  }

  it('hurts nobody but its app: the event follows, and the session goes on', async () => {
    const errors = uncaught()
    const { sdk, clock, types } = listening((all) => new Least(profiles.web, all), { onDiagnostic })
    sdk.initialize(opaque('token-0'), () => '')
    await clock.advanceAsync(30_000)
    expect(types()).toContain('refresh.failed')
    await clock.advanceAsync(15_000)
    expect(sdk.tokenSession.state).toBe('refreshing-three-quarter')
    expect(errors.map(String)).toEqual(['Error: answered-empty', 'Error: answered-empty'])
  })

  it('does not get into what the callback calls', async () => {
    const errors = uncaught()
    const { sdk, clock } = listening((all) => new AndroidSdk(all), { onDiagnostic })
    sdk.initialize(opaque('token-0'), (_isExpired, { ok }) => {
      ok(opaque('token-1'))
      ok(opaque('token-2'))
    })
    await clock.advanceAsync(30_000)
    expect(sdk.tokenSession.token()).toBe('token-1')
    expect(errors.map(String)).toEqual(['Error: answered-twice'])
  })
})

describe('without a listener', () => {
  it('each kind is said once on the console', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { sdk, clock } = listening((all) => new Least(profiles.flutter, all), { onDiagnostic: undefined })
    const answers = [undefined, null, undefined]
    sdk.initialize(opaque('token-0'), async () => answers.shift() as never)
    await clock.advanceAsync(60_000)
    const lines = warn.mock.calls.map(([line]) => line)
    warn.mockRestore()
    expect(answers).toEqual([])
    expect(lines).toEqual([
      expect.stringMatching(/^halflife \(flutter\): The callback of initializeToken returned undefined/),
      expect.stringMatching(/^halflife \(flutter\): The callback of initializeToken returned null/),
    ])
  })
})
