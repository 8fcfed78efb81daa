/**
 * Every endpoint of the platform, spelled once: the emulator serves this list, the clients call by it,
 * and logs, errors and counts name an endpoint by its pattern, so that nothing a caller puts in a path
 * (by mistake even a token) gets into them.
 *
 * | endpoint | credentials | takes | gives |
 * |---|---|---|---|
 * | `POST /v1/auth/token` | Basic key:secret | form `grant_type=client_credentials`, `scope?`, `expires_in?` | 200 `{ access_token, token_type, expires_in, scope }`, the API token |
 * | `POST /v2/client-access-token` | Bearer API token | JSON `{ sessionScope, externalId?, expiresIn? }` | 200 `{ access_token, token_type, expires_in }`, a client access token |
 * | `POST /v1/oauth2/token` | Basic key:secret | form `grant_type=client_credentials` or `refresh_token` with `refresh_token`, `expires_in?` | 200 `{ access_token, token_type, expires_in, refresh_token }` |
 * | `POST /v2/sessions` | Bearer client access token, as all below | JSON `{ externalId?, name? }` | 201 `{ sessionId, externalId, name }`, or 200 if that externalId has one already |
 * | `DELETE /v2/sessions/:sessionId` | | | 204; the participant leaves every conference |
 * | `POST /v2/conferences` | scope `conf:create` | JSON `{ alias? }` | 201 `{ conferenceId, alias }`, or 200 if the alias is taken: then it is that conference |
 * | `GET /v2/conferences/:conferenceId/participants` | | | 200 `{ participants: Participant[] }` |
 * | `PUT /v2/conferences/:conferenceId/participants/:sessionId` | | JSON `{ policy?: 'stay' \| 'kick' }` | 200 `Participant`: joins, or changes the policy of one who is in |
 * | `DELETE /v2/conferences/:conferenceId/participants/:sessionId` | | | 204: leaves |
 * | `GET /v2/conferences/:conferenceId/participants/:sessionId/events` | | header `Last-Event-ID?` | 200 server-sent events of what happened since that participant joined; ends when it is out |
 * | `GET /admin/faults` | Bearer admin key, as all below; loopback only | | 200 the faults in force |
 * | `PATCH /admin/faults` | | JSON, some of the faults | 200 the faults now in force |
 * | `DELETE /admin/faults` | | | 200: no faults (revocations stay) |
 * | `POST /admin/revocations` | | JSON `{ token }` or `{ externalId }` | 204 |
 */
export const endpoints = [
  'POST /v1/auth/token',
  'POST /v2/client-access-token',
  'POST /v1/oauth2/token',
  'POST /v2/sessions',
  'DELETE /v2/sessions/:sessionId',
  'POST /v2/conferences',
  'GET /v2/conferences/:conferenceId/participants',
  'PUT /v2/conferences/:conferenceId/participants/:sessionId',
  'DELETE /v2/conferences/:conferenceId/participants/:sessionId',
  'GET /v2/conferences/:conferenceId/participants/:sessionId/events',
  'GET /admin/faults',
  'PATCH /admin/faults',
  'DELETE /admin/faults',
  'POST /admin/revocations',
] as const

/** The method and path pattern of an endpoint, such as `'POST /v2/client-access-token'`. */
export type Endpoint = (typeof endpoints)[number]

/** Where on `baseUrl` an endpoint is, its `:names` filled in from `params`. */
export function locate(
  endpoint: Endpoint,
  baseUrl: URL,
  params: Record<string, string> = {},
): [method: string, url: URL] {
  const [method = '', pattern = ''] = endpoint.split(' ')
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const url = new URL(baseUrl)
  url.pathname = url.pathname.replace(/\/$/, '') + path
  return [method, url]
}
