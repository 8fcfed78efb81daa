import { wrong } from '../../session/settings.ts'

/**
 * Refuses what is no token at all, where the original takes a string: to a session `null` would mean "none yet".
 *
 * @param entry the method that was called
 * @throws HalflifeError `ERR_OPTION`
 */
export function requireToken(accessToken: unknown, entry: string): void {
  const isPromise = typeof Object(accessToken).then === 'function'
  const found = isPromise ? 'a promise' : accessToken === null ? 'null' : typeof accessToken
  if (isPromise || accessToken === null || accessToken === undefined)
    throw wrong(
      `${entry}: the access token is ${found}. Await the first one from your server before the call`,
    )
}
