// What the examples of the docs import from './your-app.ts': the app that halflife knows nothing of.
import { randomUUID } from 'node:crypto'

/** Asks the app's own server for a token. */
export async function fetchToken(_?: { signal?: AbortSignal }): Promise<string> {
  const nowSeconds = Date.now() / 1000
  return jwt({ iat: nowSeconds, exp: nowSeconds + 3600, jti: randomUUID() })
}

/** A JWT with these claims. Nobody here looks at its signature. */
export function jwt(claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none' })}.${part(claims)}.c2lnbmF0dXJl`
}
