// @ts-check

/**
 * An unsigned JWT, issued now. Nobody here verifies it; some read `exp`.
 *
 * @param {number} livesSeconds
 */
export function jwtOf(livesSeconds) {
  const iat = Math.floor(Date.now() / 1000)
  const claims = { sub: 'participant', iat, exp: iat + livesSeconds }
  return [{ alg: 'HS256', typ: 'JWT' }, claims, 'signature'].map(encoded).join('.')
}

/** @param {unknown} part */
const encoded = (part) => Buffer.from(JSON.stringify(part)).toString('base64url')
