import { describe, expect, it } from 'vitest'
import { checkEvent, checkRecordedEvent } from '../../../../src/services/journal/check-event.ts'
import { malformationOf, storedMalformationOf } from '../../../../src/services/journal/record-shape.ts'
import { thrown } from '../../session/setting.ts'

type Fields = Record<string, unknown>

const atMs = 5000
const token = { issuedAtMs: 1000, expiresAtMs: 9000 }

/** Every event that a record may hold, with all its fields; those that may be absent after a question mark. */
const events: Record<string, Fields> = {
  'session.opened': { input: { token, atMs } },
  'deadline.reached': {},
  'refresh.succeeded': { attempt: 1, token, '?quietUntilMs': 1, '?retryAtMs': 1 },
  'refresh.failed': {
    attempt: 1,
    reason: 'threw',
    '?retryAtMs': 1,
    '?error': { name: 'E', code: 7, status: 1 },
  },
  'refresh.demanded': {},
  'token.supplied': { token },
  'api.rejected': { generation: 0 },
  'conference.joined': {},
  'conference.left': {},
  'conference.ejected': {},
  'session.resumed': { attempt: 0 },
  'session.closed': {},
}

/** Every fact, with all its fields. */
const facts: Record<string, Fields> = {
  'token.rejected': { generation: 0 },
  'token.expired': { generation: 0 },
  'refresh.ignored': { attempt: 1, why: 'unknown' },
  'participant.kicked': { generation: 0 },
  'token.adopted': { generation: 1, issuedAtMs: 0, expiresAtMs: 1 },
  'refresh.requested': { attempt: 1, stage: 'half', isExpired: false },
}

const named = (fields: Fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.replace('?', ''), value]))

const eventOf = (type: string, fields: Fields = {}) => ({
  type,
  atMs,
  ...named(events[type] ?? {}),
  ...fields,
})

const record = (fields: Fields = {}) => ({
  stream: 'room/alice',
  version: 2,
  atMs,
  type: 'conference.joined',
  event: eventOf('conference.joined'),
  facts: [],
  state: 'valid.idle',
  machine: 'halflife.token/1',
  policy: 'stay',
  recordedAtMs: atMs,
  ...fields,
})

const lacks = (whole: Fields, field: string) => {
  const { [field]: _, ...rest } = whole
  return rest
}

describe('an event', () => {
  for (const [type, fields] of Object.entries(events)) {
    it(`${type} is one, with its time, its fields and no others`, () => {
      const whole = eventOf(type)
      expect(() => checkRecordedEvent(whole)).not.toThrow()
      const wrong: unknown[] = [lacks(whole, 'atMs'), { ...whole, atMs: NaN }, { ...whole, more: 1 }]
      wrong.push({ ...whole, [Symbol('more')]: 1 })
      for (const given of Object.keys(fields)) {
        const field = given.replace('?', '')
        const lacking = lacks(whole, field)
        if (given === field) wrong.push(lacking)
        else expect(() => checkRecordedEvent(lacking), `without ${field}`).not.toThrow()
        wrong.push({ ...whole, [field]: true }, { ...whole, [field]: null })
      }
      for (const each of wrong) {
        const error = thrown(() => checkRecordedEvent(each))
        expect(error, JSON.stringify(each)).toMatchObject({
          code: 'ERR_EVENT',
          message: `The event ${type} is not well formed: atMs must be a finite number, and its other fields those that are documented.`,
        })
      }
    })
  }

  it.each([
    ['an attempt of zero', 'refresh.succeeded', { attempt: 0 }],
    ['half an attempt', 'refresh.failed', { attempt: 1.5 }],
    ['a negative attempt', 'session.resumed', { attempt: -1 }],
    ['a negative generation', 'api.rejected', { generation: -1 }],
    ['another reason', 'refresh.failed', { reason: 'tired' }],
    ['an error with a message', 'refresh.failed', { error: { message: 'secret' } }],
    ['an error of no words', 'refresh.failed', { error: { name: 7 } }],
    ['an error with a status in words', 'refresh.failed', { error: { status: '503' } }],
    ['an error with a code that is none', 'refresh.failed', { error: { code: {} } }],
    ['a token that ends before it begins', 'token.supplied', { token: { issuedAtMs: 2, expiresAtMs: 1 } }],
    ['a token with a value', 'token.supplied', { token: { ...token, value: 'secret' } }],
    ['a jitter in words', 'token.supplied', { token: { ...token, jitterMs: '1' } }],
    ['a claim in words', 'token.supplied', { token: { ...token, claimedExpMs: '1' } }],
    ['a token without an end', 'token.supplied', { token: { issuedAtMs: 1 } }],
    ['a token without a beginning', 'token.supplied', { token: { expiresAtMs: 1 } }],
    ['an unknown overlap', 'session.opened', { input: { token, atMs, overlap: 'win' } }],
    ['an input without its time', 'session.opened', { input: { token } }],
    ['an input without a token', 'session.opened', { input: { atMs } }],
  ])('with %s is none', (_what, type, fields) => {
    expect(thrown(() => checkRecordedEvent(eventOf(type, fields)))['code']).toBe('ERR_EVENT')
  })

  it.each([
    ['session.opened', { input: { token, atMs, overlap: 'allow' } }],
    ['session.opened', { input: { token, atMs, overlap: 'join' } }],
    ['token.supplied', { token: { issuedAtMs: 1, expiresAtMs: 1, jitterMs: 0, claimedExpMs: 1 } }],
    ['refresh.failed', { error: { code: 'E' } }],
    ['refresh.failed', { error: {} }],
  ])('%s may say more: %o', (type, fields) => {
    expect(() => checkRecordedEvent(eventOf(type, fields))).not.toThrow()
  })

  it.each([
    undefined,
    null,
    7,
    'deadline.reached',
    {},
    { type: 'toString', atMs },
    { type: 'session.ended', atMs },
  ])('is none of %o', (candidate) => {
    const { message } = thrown(() => checkEvent(candidate))
    expect(message).toBe(
      'This is no event of a token machine. Its type is one of: deadline.reached, refresh.succeeded, ' +
        'refresh.failed, refresh.demanded, token.supplied, api.rejected, conference.joined, conference.left, ' +
        'conference.ejected, session.resumed.',
    )
  })

  it('that begins or ends a stream is none for a machine', () => {
    for (const type of ['session.opened', 'session.closed'])
      expect(thrown(() => checkEvent(eventOf(type)))['code']).toBe('ERR_EVENT')
  })
})

describe('a fact in a record', () => {
  for (const [type, fields] of Object.entries(facts)) {
    it(`${type} has its time and its fields`, () => {
      const whole = { type, atMs, ...fields }
      expect(malformationOf(record({ facts: [whole] }))).toBeUndefined()
      for (const field of ['type', 'atMs', ...Object.keys(fields)]) {
        for (const wrong of [lacks(whole, field), { ...whole, [field]: null }, { ...whole, [field]: [] }]) {
          expect(malformationOf(record({ facts: [whole, wrong] })), field).toBe(
            'its facts is not well formed',
          )
        }
      }
    })
  }

  it.each([null, undefined, 7, 'token.expired', { type: 'token.lost', atMs }])('is none: %o', (fact) => {
    expect(malformationOf(record({ facts: [fact] }))).toBe('its facts is not well formed')
  })
})

describe('a record', () => {
  const wrong: [field: string, ...values: unknown[]][] = [
    ['stream', undefined, 7],
    ['version', undefined, 0, 1.5, '1'],
    ['atMs', undefined, '5000', NaN],
    ['type', undefined, 7],
    ['event', undefined, null, 'conference.joined'],
    ['facts', undefined, null, {}],
    ['state', undefined, null, { valid: 'idle' }],
    [
      'machine',
      undefined,
      'halflife',
      'halflife.token/x',
      'half life/1',
      '/1',
      'halflife.token/1234567890',
      7,
    ],
    ['policy', undefined, 'leave'],
  ]
  it.each(wrong)('has a %s', (field, ...values) => {
    for (const value of values) {
      const says = `its ${field} is not well formed`
      expect(malformationOf(record({ [field]: value })), `${value}`).toBe(says)
      expect(storedMalformationOf(record({ [field]: value })), `${value}`).toBe(says)
    }
  })

  it.each([null, undefined, 7, 'record'])('is none: %o', (candidate) => {
    expect(malformationOf(candidate)).toBe('its record is not well formed')
    expect(storedMalformationOf(candidate)).toBe('its record is not well formed')
  })

  it('has an event of the same type and time', () => {
    const says = 'the record and its event differ in type or time'
    expect(malformationOf(record({ type: 'conference.left' }))).toBe(says)
    expect(malformationOf(record({ atMs: atMs + 1 }))).toBe(says)
    expect(malformationOf(record({ event: { type: 'conference.joined' } }))).toBe(
      'its event is not well formed',
    )
    for (const policy of ['stay', 'kick']) expect(malformationOf(record({ policy }))).toBeUndefined()
  })

  it('that is stored has no position; one of another schema or a later machine says where it belongs, and no more', () => {
    expect(storedMalformationOf(record())).toBeUndefined()
    expect(storedMalformationOf(record({ position: '1' }))).toBe('it has a position')
    for (const other of [
      { schema: 2 },
      { schema: 'x' },
      { machine: 'halflife.token/2' },
      { machine: 'other/1' },
    ]) {
      expect(storedMalformationOf({ stream: 'a', version: 1, ...other })).toBeUndefined()
      expect(storedMalformationOf({ stream: 'a', ...other })).toBe('its version is not well formed')
      expect(storedMalformationOf({ version: 1, ...other })).toBe('its stream is not well formed')
    }
  })
})
