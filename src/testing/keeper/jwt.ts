import { base64url } from '../arbitraries/tokens/base64url.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef'

/** Letters as good as random, the same for the same number. */
export function secretOf(number: number): string {
  let state = (number + 1) * 2_654_435_761
  let secret = ''
  for (let letter = 0; letter < 32; letter++) {
    state = Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917
    secret += letters[(state >>> 8) & 31]
  }
  return secret
}

/** A JWT that nobody signed. Times in ms since the epoch; whole seconds. */
export const jwt = (iatMs: number, expMs: number, secret: string): string =>
  [
    base64url('{"alg":"HS256","typ":"JWT"}'),
    base64url(`{"sub":"alice","iat":${iatMs / 1000},"exp":${expMs / 1000},"jti":"${secret}"}`),
    base64url(secret.split('').reverse().join('')),
  ].join('.')
