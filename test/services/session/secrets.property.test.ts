import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportJsonl, resumeSession } from '../../../src/index.ts'
import { LeakDetector, type Mint, TestClock } from '../../../src/testing/index.ts'
import { live, Run } from '../../properties/session/run.ts'
import type { Script } from '../../properties/session/script.ts'
import { scripts } from '../../properties/session/scripts.ts'

// Not through getters: `session.actor` would be told to any depth, and has its own turn.
const deep = { depth: 12, showHidden: true, maxArrayLength: null, maxStringLength: null } as const

const plain: Script = {
  policy: 'stay',
  retry: 'backoff',
  overlap: 'allow',
  jitter: 0,
  refreshTimeoutMs: 30_000,
  first: null,
  aheadMs: 0,
  behaviours: [
    {
      answer: { give: 'token-in-use' },
      manner: 'never',
      latencyMs: 0,
      reenters: 'nothing',
      signal: 'ignores',
    },
  ],
  steps: [],
}

/** Errors with all they carry: message, stack, cause, and whatever else. */
const tell = (error: unknown): string =>
  error instanceof Error
    ? [error.message, error.stack, tell(error.cause), inspect(error, deep), JSON.stringify(error)].join('\n')
    : inspect(error, deep)

/** All that comes out of a session, as text. */
async function output(run: Run): Promise<Record<string, string>> {
  const { session, events, errors, inspected } = run
  const records = await run.records()
  return {
    records: JSON.stringify(records),
    snapshot: JSON.stringify(session.actor.getSnapshot()),
    persisted: JSON.stringify(session.actor.getPersistedSnapshot()),
    facts: JSON.stringify(events),
    errors: errors.map(tell).join('\n'),
    session: inspect(session, deep),
    'session as JSON': JSON.stringify(session) ?? '',
    actor: inspect(session.actor, { depth: 6 }),
    // They hold the actor, whose own turn was above: a few at some depth, all as an inspector would send them.
    'inspection events': inspected.map((event) => JSON.stringify(event)).join('\n'),
    'last inspection events': inspect(inspected.slice(-5), { depth: 4 }),
  }
}

function expectNoLeak({ mint }: Run, texts: Record<string, string>): void {
  const detector = new LeakDetector(mint.strings)
  for (const [where, text] of Object.entries(texts)) {
    expect({ where, leak: detector.find(text) }).toEqual({ where, leak: undefined })
  }
}

describe('no-secret-leaves', () => {
  it('in anything a session gives out', () =>
    fc.assert(
      fc.asyncProperty(scripts({ maxLength: 10 }), async (script) => {
        const run = await live(script)
        expectNoLeak(run, await output(run))
      }),
      { numRuns: 30 },
    ))

  it('in what a restart says', () =>
    fc.assert(
      fc.asyncProperty(
        scripts({ maxLength: 6, closes: false, policy: 'stay' }),
        fc.nat(3_600_000),
        async (script, ms) => {
          const run = await live(script)
          await run.session.flush()
          const token = run.mint.make({ form: 'jwt', ttlMs: 600_000 })
          const { policy, retry, overlap } = script
          const clock = new TestClock(run.clock.now() + ms)
          const refresh = () => {
            throw new Error('down')
          }
          const { journal, stream } = run
          const session = await resumeSession({
            policy,
            retry,
            overlap,
            journal,
            stream,
            token,
            clock,
            refresh,
          })
          await session.close()
          const lines: string[] = []
          for await (const line of exportJsonl(journal.read(stream))) lines.push(String(line))
          const detector = new LeakDetector(run.mint.strings)
          expect(detector.find(lines.join('\n'))).toBeUndefined()
          expect(detector.find(inspect(session, deep))).toBeUndefined()
        },
      ),
      { numRuns: 30 },
    ))

  for (const form of ['jwt', 'opaque'] as const) {
    for (const field of ['name', 'code', 'status', 'message', 'cause', 'token']) {
      it(`nor through the ${field} of an error that carries a token: ${form}`, async () => {
        let mint: Mint | undefined
        const refresh = () => {
          const given = mint?.make({ form, ttlMs: 60_000 }) ?? 'none'
          const token = typeof given === 'string' ? given : given.value
          // Half of them carry a part of it.
          const value = mint && mint.strings.length % 2 === 0 ? token : token.split('.')[1]
          throw Object.assign(new Error('refused'), { [field]: value })
        }
        const run = new Run({ ...plain, first: { form, ttlMs: 60_000 } }, { refresh })
        mint = run.mint
        await run.step({ app: 'refreshNow' })
        await run.step({ time: 'advance', ms: 61_000 })
        expect(run.mint.strings.length).toBeGreaterThan(3)
        expectNoLeak(run, await output(run))
      })
    }
  }

  it('and the detector does find tokens', () => {
    const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYW5hcnkwMDAwMDEifQ.c2lnbmF0dXJlLW9mLWl0LXNlY3JldA'
    const detector = new LeakDetector([token])
    for (const text of [
      token,
      token.slice(30, 46),
      Buffer.from(token).toString('hex'),
      `log: ${Buffer.from(`Bearer ${token}`).toString('base64')}`,
      '{"sub":"canary000001"}',
      inspect({ token }),
    ]) {
      expect(detector.find(text)).toBeDefined()
    }
    expect(detector.find('nothing of the kind is in here, and this is long')).toBeUndefined()
  })
})
