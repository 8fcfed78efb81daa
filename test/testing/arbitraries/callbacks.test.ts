import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Behaviour,
  type Behaviours,
  type CallbackSetting,
  callbackFrom,
  callbacks,
  collectUnhandled,
  Mint,
  TestClock,
} from '../../../src/testing/index.ts'

const plain: Behaviour<never> = {
  answer: { give: 'token', recipe: { form: 'opaque', ttlMs: 60_000 } },
  manner: 'promises',
  latencyMs: 0,
  reenters: 'nothing',
  signal: 'ignores',
}

type Load = (options: { readonly signal: AbortSignal }) => unknown

/** A keeper that is no session: it has its own words for everything. */
class OtherKeeper {
  readonly #load: Load
  readonly controller = new AbortController()
  cached: unknown

  constructor(load: Load) {
    this.#load = load
  }

  async get(): Promise<unknown> {
    try {
      // `PromiseLike` or not, thenable or not: this is how people take what a callback gives.
      this.cached = await this.#load(this.controller)
    } catch {
      // It keeps what it had.
    }
    return this.cached
  }
}

function setting(more: Pick<Partial<CallbackSetting<'get'>>, 'reenter'> = {}) {
  const clock = new TestClock()
  return { clock, mint: new Mint(() => clock.now()), ...more }
}

/** Behaviours that differ from the plain one in this. */
const of = (...some: Partial<Behaviour<'get'>>[]): Behaviours<'get'> =>
  some.map((one) => ({ ...plain, ...one })) as unknown as Behaviours<'get'>

describe('a callback that misbehaves', () => {
  it('may be any keeper’s: it finds its signal, and gives tokens in that keeper’s shape', async () => {
    const { clock, mint } = setting()
    const { callback, calls } = callbackFrom<Load>([{ ...plain, signal: 'obeys', latencyMs: 50 }], {
      clock,
      mint,
      shape: (token) => ({ access_token: (token as { value: string }).value }),
    })
    const keeper = new OtherKeeper((options) => callback(options))
    const first = keeper.get()
    await clock.advanceAsync(50)
    expect(await first).toEqual({ access_token: mint.strings[0] })

    const given = callback(keeper.controller) as Promise<unknown>
    const gaveUp = expect(given).rejects.toMatchObject({ name: 'AbortError' })
    keeper.controller.abort()
    await gaveUp
    expect(calls.map(({ number, signal }) => ({ number, isAborted: signal?.aborted }))).toEqual([
      { number: 1, isAborted: true },
      { number: 2, isAborted: true },
    ])
  })

  it('finds a signal wherever it is handed', () => {
    const { signal } = new AbortController()
    const { callback, calls } = callbackFrom<(...told: unknown[]) => unknown, 'get'>([plain], setting())
    void callback(signal)
    void callback(true, { attempt: 1, signal })
    void callback('no signal at all')
    expect(calls.map((call) => call.signal)).toEqual([signal, signal, undefined])
  })

  it('calls its keeper back, once a call, by the name that its behaviour says', async () => {
    const entered: string[] = []
    const { callback } = callbackFrom<() => unknown, 'get'>(
      of({ reenters: 'get' }, {}),
      setting({ reenter: (name) => void entered.push(name) }),
    )
    for (let call = 0; call < 4; call++) void callback()
    expect(entered).toEqual(['get', 'get'])
  })

  it('gives the token in use again, or the one before it', () => {
    const again = of(
      { manner: 'returns' },
      { manner: 'returns' },
      { manner: 'returns', answer: { give: 'token-in-use' } },
      {
        manner: 'returns',
        answer: { give: 'token-of-before' },
      },
    )
    const { callback } = callbackFrom<() => unknown, 'get'>(again, setting())
    const [first, second, inUse, ofBefore] = [callback(), callback(), callback(), callback()]
    expect(first).not.toEqual(second)
    expect(inUse).toBe(second)
    expect(ofBefore).toBe(first)
  })

  it('loses its patience, and can be healed', async () => {
    const clock = new TestClock()
    const { callback, calls, heal } = callbackFrom<() => unknown>([{ ...plain, manner: 'returns' }], {
      clock,
      mint: new Mint(() => clock.now()),
      patience: 2,
    })
    void callback()
    void callback()
    const silent = await Promise.race([callback(), clock.settle().then(() => 'silent')])
    expect(silent).toBe('silent')
    expect(calls).toHaveLength(2)
    heal()
    expect(callback()).toMatchObject({ expiresInSeconds: 600 })
  })

  it('shows what a keeper lets out: one that hangs on a promise nobody takes is found', async () => {
    const unhandled = collectUnhandled()
    const leaks = async (takes: (given: unknown) => unknown) => {
      const before = unhandled.errors.length
      await fc.assert(
        fc.asyncProperty(callbacks<never>(fc, { reentries: [] }), async (behaviours) => {
          const { clock, mint } = setting()
          const { callback } = callbackFrom<() => unknown, never>(behaviours, { clock, mint })
          for (let call = 0; call < 3; call++) takes(() => callback())
          await clock.advanceAsync(3 * 60_000)
        }),
        { numRuns: 40 },
      )
      return unhandled.errors.length > before
    }
    const careful = (call: unknown) =>
      void new Promise((resolve) => resolve((call as () => unknown)())).catch(() => {})
    const careless = (call: unknown) => {
      try {
        void (call as () => unknown)()
      } catch {}
    }
    expect(await leaks(careful)).toBe(false)
    expect(await leaks(careless)).toBe(true)
    await unhandled.stop()
  })
})
