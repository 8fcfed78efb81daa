const table = {
  'an error': () => new Error('the server is down'),
  'a refused connection': () => Object.assign(new TypeError('fetch failed'), { code: 'ECONNREFUSED' }),
  'a status 503': () => Object.assign(new Error('no'), { status: 503 }),
  'a status 401': () => Object.assign(new Error('no'), { status: 401 }),
  nothing: () => undefined,
  'a string': () => 'a string',
  null: () => null,
  'an odd object': () => Object.freeze({ name: 'Odd', code: {}, status: 'x' }),
  'an error whose name throws': () =>
    Object.defineProperty(new Error('hostile'), 'name', {
      get() {
        throw new Error('even its name')
      },
    }),
} satisfies Record<string, () => unknown>

/** What callbacks throw, or reject with, by name. */
export type ThrownError = keyof typeof table

/** Makes what callbacks throw, or reject with: errors, and all that people throw instead. */
export const thrownErrors: Readonly<Record<ThrownError, () => unknown>> = table
