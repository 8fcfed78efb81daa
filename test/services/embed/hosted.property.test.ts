import fc from 'fast-check'
import { lifeOfToken, openSession, type Policy, type TokenFact } from 'halflife'
import { describe, expect, it } from 'vitest'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import { type Call, callback } from '../session/setting.ts'
import { embed, opaque, startMs } from './setting.ts'

/** What may happen to a token, whoever hosts it. */
type Step =
  | { readonly pass: number }
  | { readonly sleep: number }
  | { readonly setBack: number }
  | { readonly answer: number; readonly ttl: number | null }
  | { readonly fail: number }
  | { readonly supply: number }
  | { readonly say: 'joined' | 'left' | 'ejected' | 'demanded' | 'rejected' }

/** Most of the time aims at the points of a token of a minute, and around them. */
const span = fc.oneof(
  fc.constantFrom(1, 250, 749, 750, 999, 1_000, 14_999, 15_000, 29_999, 30_000, 45_000, 60_000),
  fc.integer({ min: 0, max: 200_000 }),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ pass: span }) },
  { weight: 1, arbitrary: fc.record({ sleep: span }) },
  { weight: 1, arbitrary: fc.record({ setBack: span }) },
  {
    weight: 3,
    arbitrary: fc.record({
      answer: fc.nat(2),
      ttl: fc.option(fc.constantFrom(0.004, 20, 60, 600), { freq: 5 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ fail: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ supply: fc.constantFrom(20, 60) }) },
  {
    weight: 3,
    arbitrary: fc.record({ say: fc.constantFrom('joined', 'left', 'ejected', 'demanded', 'rejected') }),
  },
)

/** Two hosts of the same life: what one can be told, the other can. */
interface Host {
  readonly clock: TestClock
  readonly calls: readonly Call[]
  readonly heard: readonly TokenFact[]
  readonly usable: () => string | undefined
  supply(value: string, ttl: number): void
  say(what: 'joined' | 'left' | 'ejected' | 'demanded' | 'rejected'): void
  end(): Promise<void> | void
}

interface Options {
  readonly policy: Policy
  readonly retry: 'backoff' | 'points-only'
  readonly refreshTimeoutMs: number
  readonly jitter: number
}

function hosted(options: Options): Host {
  const clock = new TestClock(startMs)
  const { calls, refresh } = callback(clock)
  const session = openSession({ ...options, token: opaque('token-0'), refresh, clock, random: () => 0.5 })
  const heard: TokenFact[] = []
  session.on('*', (event) => heard.push(event as TokenFact))
  const usable = () => {
    try {
      return session.token()
    } catch {
      return undefined
    }
  }
  let latest = 'token-0'
  session.on('token.adopted', () => {
    latest = usable() ?? latest
  })
  return {
    clock,
    calls,
    heard,
    usable,
    supply: (value, ttl) => {
      if (session.actor.getSnapshot().status === 'active') session.supplyToken(opaque(value, ttl))
    },
    say: (what) => {
      if (what === 'joined') session.joinedConference()
      if (what === 'left') session.leftConference()
      if (what === 'ejected') session.ejectedFromConference()
      if (what === 'demanded') session.refreshNow().catch(() => {})
      if (what === 'rejected') session.reportRejected(latest)
    },
    end: () => session.close(),
  }
}

function embedded({ jitter, ...options }: Options): Host {
  const jitterMs = Math.floor(0.5 * jitter * 60_000)
  const token = { issuedAtMs: startMs, expiresAtMs: startMs + 60_000, ...(jitter > 0 && { jitterMs }) }
  const { actor, clock, calls, heard, say, vault } = embed({ ...options, jitter, input: { token } })
  const now = () => actor.getSnapshot()
  return {
    clock,
    calls,
    heard,
    usable: () => {
      say({ type: 'deadline.reached' })
      const { status, context } = now()
      return status === 'active' && !context.hasExpired && !context.isRejected
        ? vault.token(context.generation)
        : undefined
    },
    supply: (value, ttl) => {
      if (now().status !== 'active') return
      const life = lifeOfToken(opaque(value, ttl), clock.now())
      say({ type: 'deadline.reached' })
      if (now().status !== 'active') return
      vault.put(now().context.generation + 1, value)
      const share = Math.floor(0.5 * jitter * ttl * 1000)
      say({ type: 'token.supplied', token: { ...life, ...(jitter > 0 && { jitterMs: share }) } })
    },
    say: (what) => {
      if (what === 'demanded') say({ type: 'refresh.demanded' })
      else if (what === 'rejected') say({ type: 'api.rejected', generation: now().context.generation })
      else say({ type: `conference.${what}` })
    },
    end: () => void actor.stop(),
  }
}

async function live(host: Host, steps: readonly Step[]) {
  const { clock, calls } = host
  const reads: unknown[] = []
  for (const [index, one] of steps.entries()) {
    if ('pass' in one) await clock.advanceAsync(one.pass)
    if ('sleep' in one) await clock.sleepAsync(one.sleep)
    if ('setBack' in one) clock.setBack(one.setBack)
    if ('answer' in one) {
      await calls.at(-1 - one.answer)?.answer(one.ttl === null ? null : opaque(`token-of-${index}`, one.ttl))
    }
    if ('fail' in one) await calls.at(-1 - one.fail)?.fail()
    if ('supply' in one) host.supply(`supplied-${index}`, one.supply)
    if ('say' in one) host.say(one.say)
    await clock.settle()
    reads.push(host.usable())
    await clock.settle()
  }
  const made = calls.map(({ attempt, stage, isExpired, signal, atMs }) => ({
    attempt,
    stage,
    isExpired,
    atMs,
    isAborted: signal.aborted,
  }))
  const facts = [...host.heard]
  await host.end()
  return { facts, made, reads, armed: clock.armed }
}

describe.each(['stay', 'kick'] as const)('a machine that an app embeds, policy %s', (policy) => {
  it('decides, calls and holds what a session does, whatever happens to both', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          policy: fc.constant(policy),
          retry: fc.constantFrom('backoff' as const, 'points-only' as const),
          refreshTimeoutMs: fc.constantFrom(5_000, 30_000, 100_000),
          jitter: fc.constantFrom(0, 0.2),
        }),
        fc.array(step, { maxLength: 30, size: 'max' }),
        async (options, steps) => {
          const session = await live(hosted(options), steps)
          const machine = await live(embedded(options), steps)
          expect(machine).toEqual(session)
          expect(machine.armed).toBe(0)
        },
      ),
      { numRuns: 80 },
    )
  })
})
