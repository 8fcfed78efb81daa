import type { FailureReason } from '../../../src/index.ts'

const encode = (text: string): string => Buffer.from(text).toString('base64url')
const jwt = (payload: string): string => [encode('{}'), encode(payload), encode('signature')].join('.')

/**
 * What no session can use, with what it is called; where the design leaves that open, with all it may be
 * called.
 */
export const uselessAnswers: readonly {
  readonly value: unknown
  readonly reasons: readonly FailureReason[]
}[] = [
  { value: undefined, reasons: ['missing'] },
  { value: null, reasons: ['missing'] },
  { value: '', reasons: ['missing', 'malformed'] },
  { value: 'no-jwt-and-no-life-given', reasons: ['unknown-lifetime'] },
  { value: 'a.b.c', reasons: ['malformed'] },
  { value: jwt('null'), reasons: ['malformed'] },
  { value: jwt('[1]'), reasons: ['malformed'] },
  { value: jwt('{}'), reasons: ['unknown-lifetime'] },
  { value: jwt('{"exp":"soon"}'), reasons: ['unknown-lifetime', 'malformed'] },
  { value: 'x'.repeat(65 * 1024), reasons: ['malformed'] },
  { value: 42, reasons: ['malformed', 'missing'] },
  { value: {}, reasons: ['malformed', 'missing'] },
  { value: [], reasons: ['malformed', 'missing'] },
  { value: { value: 'opaque', expiresInSeconds: 0 }, reasons: ['unknown-lifetime'] },
  { value: { value: 'opaque', expiresInSeconds: -5 }, reasons: ['unknown-lifetime'] },
  { value: { value: 'opaque', expiresInSeconds: Number.NaN }, reasons: ['unknown-lifetime'] },
  { value: { value: 'opaque', expiresInSeconds: Number.POSITIVE_INFINITY }, reasons: ['unknown-lifetime'] },
  { value: { value: 'opaque', expiresInSeconds: '60' }, reasons: ['unknown-lifetime'] },
  { value: { value: 'opaque' }, reasons: ['unknown-lifetime'] },
  { value: { value: 'with\r\nbreak', expiresInSeconds: 60 }, reasons: ['malformed'] },
  { value: { value: ' space ', expiresInSeconds: 60 }, reasons: ['malformed'] },
]

/** What callbacks throw, or reject with. */
export const thrown: readonly (() => unknown)[] = [
  () => new Error('the server is down'),
  () => Object.assign(new TypeError('fetch failed'), { code: 'ECONNREFUSED' }),
  () => Object.assign(new Error('no'), { status: 503 }),
  () => undefined,
  () => 'a string',
  () => null,
  () => Object.freeze({ name: 'Odd', code: {}, status: 'x' }),
  () =>
    Object.defineProperty(new Error('hostile'), 'name', {
      get() {
        throw new Error('even its name')
      },
    }),
]
