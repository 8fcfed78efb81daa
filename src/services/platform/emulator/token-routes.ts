import type { Context } from 'hono'
import { flawOf, lifetimeSeconds } from '../token-request.ts'
import { readForm, readJson } from './body.ts'
import { bearerOf, checkBasic } from './credentials.ts'
import type { Issuer } from './issuer.ts'
import { createRefreshTokens } from './refresh-tokens.ts'
import { insufficientScope, invalidRequest } from './refusal.ts'

const apiScope = 'comms:client_access_token:create'

/**
 * The three endpoints that hand out tokens.
 *
 * @param credentials the `Authorization` header of the one application that there is
 */
export function tokenRoutes({ issuer, credentials }: { issuer: Issuer; credentials: string }) {
  const refreshTokens = createRefreshTokens()

  return {
    'POST /v1/auth/token': async (c: Context) => {
      checkBasic(c, credentials)
      const form = await readForm(c)
      if (form.get('grant_type') !== 'client_credentials')
        throw invalidRequest('grant_type must be client_credentials')
      const scope = form.get('scope') ?? apiScope
      if (!/^comms:\w+:\w+( comms:\w+:\w+)*$/.test(scope))
        throw invalidRequest('scope must be of the form comms:what:action')
      const expiresIn = readLifetime(form.get('expires_in'))
      const access_token = await issuer.issue({
        audience: 'application',
        scopes: scope.split(' '),
        expiresIn,
      })
      return c.json({ access_token, token_type: 'Bearer', expires_in: expiresIn, scope })
    },

    'POST /v2/client-access-token': async (c: Context) => {
      const { scopes } = await issuer.check(bearerOf(c), 'application')
      if (!scopes.includes(apiScope)) throw insufficientScope(apiScope)
      const { sessionScope, externalId, expiresIn } = await readClientAccessTokenRequest(c)
      const access_token = await issuer.issue({
        audience: 'participant',
        scopes: sessionScope,
        externalId,
        expiresIn,
      })
      return c.json({ access_token, token_type: 'Bearer', expires_in: expiresIn })
    },

    'POST /v1/oauth2/token': async (c: Context) => {
      checkBasic(c, credentials)
      const expiresIn = readLegacyGrant(await readForm(c))
      const access_token = await issuer.issue({ audience: 'participant', scopes: ['*'], expiresIn })
      const refresh_token = refreshTokens.create(expiresIn)
      return c.json({ access_token, token_type: 'Bearer', expires_in: expiresIn, refresh_token })
    },
  }

  /** The life of the token that a form of the deprecated endpoint has a right to, in seconds. */
  function readLegacyGrant(form: URLSearchParams): number {
    const grantType = form.get('grant_type')
    if (grantType === 'client_credentials') return readLifetime(form.get('expires_in'))
    if (grantType !== 'refresh_token')
      throw invalidRequest('grant_type must be client_credentials or refresh_token')
    const expiresIn = form.has('expires_in') ? readLifetime(form.get('expires_in')) : undefined
    const origin = refreshTokens.redeem(form.get('refresh_token') ?? '')
    return expiresIn ?? origin.expiresIn
  }
}

async function readClientAccessTokenRequest(c: Context) {
  const { sessionScope, externalId, expiresIn } = await readJson(c)
  const scopes = typeof sessionScope === 'string' ? sessionScope.split(' ') : undefined
  const request = {
    sessionScope: scopes,
    externalId: externalId ?? undefined,
    expiresIn: expiresIn ?? undefined,
  }
  const flaw = flawOf(request)
  if (flaw) throw invalidRequest(`${flaw.field} ${flaw.problem}`)
  // Without a flaw, they are of these types.
  return {
    sessionScope: scopes as string[],
    externalId: request.externalId as string | undefined,
    expiresIn: (request.expiresIn ?? lifetimeSeconds.default) as number,
  }
}

function readLifetime(field: string | null): number {
  if (field === null) return lifetimeSeconds.default
  const expiresIn = /^\d{1,9}$/.test(field) ? Number(field) : Number.NaN
  const flaw = flawOf({ expiresIn })
  if (flaw) throw invalidRequest(`expires_in ${flaw.problem}`)
  return expiresIn
}
