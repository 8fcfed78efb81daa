/** The scopes a client access token can have; `*` is all of them. */
export const sessionScopes = [
  'conf:create',
  'notifications:set',
  'file:convert',
  'session:update',
  '*',
] as const

/** One of {@link sessionScopes}. */
export type SessionScope = (typeof sessionScopes)[number]

/** The life of a token in seconds: how short and long it may be, and what it is when nobody says. */
export const lifetimeSeconds = { min: 1, max: 86_400, default: 3_600 } as const

/** How long an external ID may be, in bytes of UTF-8. */
export const externalIdMaxBytes = 1_024

/** What is wrong with a token request. `problem` quotes nothing of the request: it may hold a secret. */
export interface TokenRequestFlaw {
  readonly field: 'sessionScope' | 'externalId' | 'expiresIn' | 'refreshToken'
  readonly problem: string
}

/**
 * The platform's rules for a token request, known to both sides: the client refuses by them before
 * anything is sent, the emulator because anyone can send anything.
 *
 * @returns the first flaw found, or `undefined` for a good request
 */
export function flawOf(request: {
  sessionScope?: unknown
  externalId?: unknown
  expiresIn?: unknown
}): TokenRequestFlaw | undefined {
  if ('sessionScope' in request && !isScopeList(request.sessionScope)) {
    return { field: 'sessionScope', problem: `must be one or more of ${sessionScopes.join(', ')}` }
  }
  if (request.externalId !== undefined && !isExternalId(request.externalId)) {
    return { field: 'externalId', problem: `must be a string of 1 to ${externalIdMaxBytes} bytes of UTF-8` }
  }
  if (request.expiresIn !== undefined && !isLifetime(request.expiresIn)) {
    const { min, max } = lifetimeSeconds
    return { field: 'expiresIn', problem: `must be a whole number of seconds, ${min} to ${max}` }
  }
  return undefined
}

function isScopeList(value: unknown): boolean {
  const known: readonly unknown[] = sessionScopes
  return Array.isArray(value) && value.length > 0 && value.every((scope) => known.includes(scope))
}

function isExternalId(value: unknown): boolean {
  // A long one need not be measured: it has no fewer bytes than characters.
  if (typeof value !== 'string' || value === '' || value.length > externalIdMaxBytes) return false
  return new TextEncoder().encode(value).length <= externalIdMaxBytes
}

function isLifetime(value: unknown): boolean {
  const { min, max } = lifetimeSeconds
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
}
