const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Base64url of a text in ASCII. */
function encode(text: string): string {
  let encoded = ''
  for (let at = 0; at < text.length; at += 3) {
    const bytes = [0, 1, 2].map((next) => text.charCodeAt(at + next) || 0)
    const bits = ((bytes[0] ?? 0) << 16) | ((bytes[1] ?? 0) << 8) | (bytes[2] ?? 0)
    const signs = Math.min(4, text.length - at + 1)
    for (let sign = 0; sign < signs; sign++) encoded += letters[(bits >> (18 - 6 * sign)) & 63]
  }
  return encoded
}

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
    encode('{"alg":"HS256","typ":"JWT"}'),
    encode(`{"sub":"alice","iat":${iatMs / 1000},"exp":${expMs / 1000},"jti":"${secret}"}`),
    encode(secret.split('').reverse().join('')),
  ].join('.')
