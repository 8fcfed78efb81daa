import fc from 'fast-check'
import { expect, it } from 'vitest'
import { basic } from '../../../src/services/platform/basic.ts'

it('the credentials of any key and secret are as Basic authentication wants them', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  const printable = word.filter((text) => !/\p{Cc}/u.test(text))
  fc.assert(
    fc.property(
      printable.filter((key) => !key.includes(':')),
      printable,
      (key, secret) => {
        expect(basic(key, secret)).toBe(`Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`)
      },
    ),
  )
})
