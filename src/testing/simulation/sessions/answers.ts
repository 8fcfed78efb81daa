const base64url = (text: string): string => btoa(text).replaceAll('=', '')
const jwt = (payload: string): string => ['{}', payload, 'signature'].map(base64url).join('.')

/** What is no token that a session could use. */
export const malformedAnswers: readonly unknown[] = [
  undefined,
  null,
  '',
  'a.b.c',
  42,
  {},
  [],
  'no-jwt-and-no-life-given',
  jwt('null'),
  jwt('[1]'),
  jwt('{}'),
  jwt('{"exp":"soon"}'),
  jwt('{"exp":1800000000000}'),
  { value: 'opaque' },
  { value: 'opaque', expiresInSeconds: 0 },
  { value: 'opaque', expiresInSeconds: Number.NaN },
  { value: 'opaque', expiresInSeconds: '60' },
  { value: 'with\r\nbreak', expiresInSeconds: 60 },
  'x'.repeat(65 * 1024),
]

/** What callbacks throw, or reject with. */
export const thrownErrors: readonly (() => unknown)[] = [
  () => new Error('the issuer is down'),
  () => Object.assign(new TypeError('fetch failed'), { code: 'ECONNREFUSED' }),
  () => Object.assign(new Error('no'), { status: 503 }),
  () => undefined,
  () => 'a string',
  () => Object.freeze({ name: 'Odd', code: {}, status: 'x' }),
  () =>
    Object.defineProperty(new Error('hostile'), 'name', {
      get() {
        throw new Error('even its name')
      },
    }),
]
