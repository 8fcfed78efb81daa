import { describe, expect, it } from 'vitest'
import { describeError } from '../../../src/services/refresh/callback-error.ts'

describe('of an error that the callback threw', () => {
  it.each([
    'Error',
    'Exception',
    'TypeError',
    'HttpException',
    'ECONNREFUSED',
    'ERR_HTTP2_STREAM_CANCEL',
    'E_AUTH_',
    'P2002',
    'A_B_C_D_E_F',
    'here',
    'invalid_grant',
    'auth/user-not-found',
    'a.b-c/d_e.f',
  ])('what looks like a name or a code is kept: %s', (name) => {
    expect(describeError({ name, code: name })).toEqual({ name, code: name })
  })

  it.each([
    ['lower case before it', 'xTypeError'],
    ['letters after it', 'TypeErrors'],
    ['a digit in it', 'T2Error'],
    ['more than 40 letters', `${'A'.repeat(41)}Error`],
    ['a letter before a code', 'xECONNREFUSED'],
    ['lower case after a code', 'ERR_http'],
    ['digits between letters', 'A1B2'],
    ['a long word in capitals', 'ABCDEFGHIJKLMNOP'],
    ['too many digits', 'P200200'],
    ['too many words', 'A_B_C_D_E_F_G'],
    ['a capital before a word', 'Xinvalid_grant'],
    ['a capital after a word', 'invalid_X'],
    ['a long word', 'abcdefghijklmnop'],
    ['too many small words', 'a.b.c.d.e.f.g'],
    ['a list of a name', ['TypeError']],
    ['a fraction', 1.5],
    ['nothing', ''],
  ])('what does not look like one is not: %s', (_what, name) => {
    expect(describeError({ name, code: name, status: name })).toBeUndefined()
  })

  it('a whole number is kept as code and status, and a word as name and code', () => {
    expect(describeError({ name: 503, code: 503, status: 503 })).toEqual({ code: 503, status: 503 })
    expect(describeError({ name: 'busy', code: 'busy', status: 'busy' })).toEqual({
      name: 'busy',
      code: 'busy',
    })
  })

  it('nothing is kept that is part of the token in use', () => {
    const inUse = 'invalid_grant.503.TypeError'
    expect(describeError({ name: 'TypeError', code: 'invalid_grant', status: 503 }, inUse)).toBeUndefined()
    expect(describeError({ name: 'Error', code: 'expired', status: 50 }, inUse)).toEqual({ code: 'expired' })
  })
})
