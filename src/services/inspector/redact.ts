/** Three parts of base64url, the first of which begins as JSON does: a JWT, whole or without its signature. */
const jwt = /eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g

/**
 * A text without the JWTs that are in it. Ours are in none: this is for what an app's own actors are told. A token
 * that says nothing of being one cannot be known: for those there are `sanitizeEvent` and `sanitizeContext`.
 */
export const withoutJwts = (text: string): string =>
  text.includes('eyJ') ? text.replace(jwt, '[JWT left out]') : text
