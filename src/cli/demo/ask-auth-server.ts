/**
 * What our refresh callback throws. The journal keeps its name, code and status, and nothing else of it.
 */
export class AuthServerError extends Error {
  override readonly name = 'AuthServerError'
  readonly code: string
  readonly status: number | undefined

  constructor(code: 'UNREACHABLE' | 'REFUSED', status?: number) {
    super('The authentication server gave no token.')
    this.code = code
    this.status = status
  }
}

/**
 * Asks the customer's authentication server for a token: all that an app's refresh callback has to do.
 *
 * @throws AuthServerError
 */
export async function askAuthServer(url: string, externalId: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(`${url}/access-token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ externalId }),
    signal,
  }).catch(() => {
    throw new AuthServerError('UNREACHABLE')
  })
  if (!response.ok) {
    await response.body?.cancel()
    throw new AuthServerError('REFUSED', response.status)
  }
  const { accessToken } = (await response.json()) as { accessToken: string }
  return accessToken
}
