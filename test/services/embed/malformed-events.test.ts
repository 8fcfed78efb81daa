import { deliver, HalflifeError, type TokenEvent } from 'halflife'
import { describe, expect, it } from 'vitest'
import { embed, startMs, thrown } from './setting.ts'

const atMs = startMs + 1
const token = { issuedAtMs: atMs, expiresAtMs: atMs + 60_000 }

const malformed: [what: string, event: unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a string', 'refresh.demanded'],
  ['no type', { atMs }],
  ['an unknown type', { type: 'token.stolen', atMs }],
  ['a type of XState’s', { type: 'xstate.init', atMs }],
  ['a type of an object’s', { type: 'constructor', atMs }],
  ['a type that is no string', { type: ['refresh.demanded'], atMs }],
  ['a wildcard', { type: '*', atMs }],
  ['a fact', { type: 'participant.kicked', atMs, generation: 0 }],
  ['no time', { type: 'refresh.demanded' }],
  ['NaN for a time', { type: 'refresh.demanded', atMs: Number.NaN }],
  ['no end of time', { type: 'refresh.demanded', atMs: Infinity }],
  ['a time before all time', { type: 'refresh.demanded', atMs: -Infinity }],
  ['a time in a string', { type: 'refresh.demanded', atMs: `${atMs}` }],
  ['a Date', { type: 'refresh.demanded', atMs: new Date(atMs) }],
  ['a field too many', { type: 'refresh.demanded', atMs, token: 'secret' }],
  ['a field that is a symbol', { type: 'refresh.demanded', atMs, [Symbol('token')]: 'secret' }],
  [
    'a key __proto__',
    JSON.parse(`{"type":"conference.joined","atMs":${atMs},"__proto__":{"polluted":true}}`),
  ],
  ['an inherited type', Object.assign(Object.create({ type: 'conference.joined' }), { atMs })],
  ['no token', { type: 'token.supplied', atMs }],
  ['a token that is a string', { type: 'token.supplied', atMs, token: 'secret' }],
  ['a token with its string', { type: 'token.supplied', atMs, token: { ...token, value: 'secret' } }],
  [
    'a token that ends before it begins',
    { type: 'token.supplied', atMs, token: { ...token, issuedAtMs: atMs + 9e9 } },
  ],
  ['a token without end', { type: 'token.supplied', atMs, token: { ...token, expiresAtMs: Infinity } }],
  ['a token of NaN', { type: 'token.supplied', atMs, token: { ...token, jitterMs: Number.NaN } }],
  [
    'a key __proto__ in a token',
    {
      type: 'token.supplied',
      atMs,
      token: JSON.parse(`{"issuedAtMs":1,"expiresAtMs":2,"__proto__":{"polluted":true}}`),
    },
  ],
  ['attempt 0', { type: 'refresh.succeeded', atMs, attempt: 0, token }],
  ['half an attempt', { type: 'refresh.failed', atMs, attempt: 0.5, reason: 'threw' }],
  ['an unknown reason', { type: 'refresh.failed', atMs, attempt: 1, reason: 'bored' }],
  [
    'an error with its message',
    { type: 'refresh.failed', atMs, attempt: 1, reason: 'threw', error: { message: 'secret' } },
  ],
  [
    'an error as it was thrown',
    { type: 'refresh.failed', atMs, attempt: 1, reason: 'threw', error: new Error('secret') },
  ],
  ['a negative generation', { type: 'api.rejected', atMs, generation: -1 }],
  ['no generation', { type: 'api.rejected', atMs, generation: undefined }],
  ['no attempt to resume', { type: 'session.resumed', atMs }],
]

describe('what is no well-formed event', () => {
  it.each(malformed)('%s: ERR_EVENT, nothing changed, nothing polluted', (_, event) => {
    const { actor, clock, heard } = embed()
    // Even though a deadline is due: an event that is refused does not move the time.
    clock.setForward(30_000)
    const before = actor.getSnapshot()
    const error = thrown(() => deliverAnything(actor, event))
    expect(error).toBeInstanceOf(HalflifeError)
    expect(error['code']).toBe('ERR_EVENT')
    expect(String(error)).not.toContain('secret')
    expect(actor.getSnapshot()).toBe(before)
    expect(heard).toEqual([])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect((actor.getSnapshot().context as unknown as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('is not remembered: what is well formed is heard as ever', () => {
    const { actor, heard, say } = embed()
    for (const [, event] of malformed) thrown(() => deliverAnything(actor, event))
    say({ type: 'refresh.demanded' })
    expect(heard).toEqual([
      { type: 'refresh.requested', atMs: startMs, attempt: 1, stage: 'demand', isExpired: false },
    ])
  })

  it('is refused by a machine that is done, too', () => {
    const { actor, say } = embed({ policy: 'kick' })
    say({ type: 'conference.ejected' })
    expect(thrown(() => deliverAnything(actor, { type: 'refresh.demanded' }))['code']).toBe('ERR_EVENT')
  })
})

function deliverAnything(actor: ReturnType<typeof embed>['actor'], event: unknown): void {
  deliver(actor, event as TokenEvent)
}
