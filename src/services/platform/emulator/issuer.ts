import { randomBytes } from 'node:crypto'
import { compactVerify, SignJWT } from 'jose'
import { invalidToken } from './refusal.ts'

/** What a token is for: the application (its API token), or a participant (its client access token). */
type Audience = 'application' | 'participant'

/** A token that is ours, alive and not revoked. */
export interface Grant {
  /** Counts the tokens of this issuer: the higher one is the newer, whatever its clock said. */
  readonly serial: number
  readonly scopes: readonly string[]
  readonly externalId: string | undefined
  readonly expiresAtMs: number
}

export interface Issuer {
  issue(token: {
    audience: Audience
    scopes: readonly string[]
    expiresIn: number
    externalId?: string | undefined
  }): Promise<string>
  /** @throws Refusal 401 for whatever is not a good token for that audience */
  check(token: string, audience: Audience): Promise<Grant>
  /** Ends one token. Resolves to whether it was one of ours. */
  revokeToken(token: string): Promise<boolean>
  /** Ends every token made so far for an external ID. Its next one is good. */
  revokeExternalId(externalId: string): void
}

const issuerName = 'halflife-platform'

/**
 * Makes and checks the platform's tokens: JWTs signed with HS256 and a key that is made here and never
 * leaves. `iat` and `exp` are seconds with a fraction, which RFC 7519 allows, so that a life of a few
 * seconds is divided to the millisecond.
 *
 * @param now the platform's time, in milliseconds
 */
export function createIssuer(now: () => number, appKey: string): Issuer {
  const key = randomBytes(32)
  const revokedSerials = new Set<number>()
  const revokedUpTo = new Map<string, number>()
  let lastSerial = 0

  /** The claims of a token that this issuer signed, dead or alive. */
  async function open(token: string): Promise<Record<string, unknown> | undefined> {
    try {
      const { payload } = await compactVerify(token, key, { algorithms: ['HS256'] })
      return JSON.parse(new TextDecoder().decode(payload))
    } catch {
      return undefined
    }
  }

  return {
    issue({ audience, scopes, expiresIn, externalId }) {
      const issuedAtMs = now()
      lastSerial += 1
      return new SignJWT({
        iss: issuerName,
        aud: audience,
        sub: externalId ?? appKey,
        ...(externalId === undefined ? {} : { externalId }),
        scope: scopes.join(' '),
        jti: String(lastSerial),
        iat: issuedAtMs / 1_000,
        exp: (issuedAtMs + expiresIn * 1_000) / 1_000,
      })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .sign(key)
    },

    async check(token, audience) {
      const claims = await open(token)
      if (claims?.['aud'] !== audience) throw invalidToken()
      const grant = readGrant(claims)
      const { serial, externalId, expiresAtMs } = grant
      // jose would check exp by whole seconds; the boundary is: expired when now >= exp.
      if (now() >= expiresAtMs || revokedSerials.has(serial)) throw invalidToken()
      if (externalId !== undefined && serial <= (revokedUpTo.get(externalId) ?? 0)) throw invalidToken()
      return grant
    },

    async revokeToken(token) {
      const claims = await open(token)
      if (claims) revokedSerials.add(readGrant(claims).serial)
      return claims !== undefined
    },

    revokeExternalId(externalId) {
      revokedUpTo.set(externalId, lastSerial)
    },
  }
}

/** The signature says that these claims are as `issue` wrote them. */
function readGrant(claims: Record<string, unknown>): Grant {
  return {
    serial: Number(claims['jti']),
    scopes: String(claims['scope']).split(' '),
    externalId: claims['externalId'] as string | undefined,
    expiresAtMs: Math.round(Number(claims['exp']) * 1_000),
  }
}
