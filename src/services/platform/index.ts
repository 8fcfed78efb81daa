export {
  type AuthServer,
  type AuthServerOptions,
  type AuthServerOutage,
  startAuthServer,
} from './auth-server.ts'
export type { AccessToken, LegacyToken } from './client/access-token.ts'
export {
  type ConferenceClient,
  type ConferenceInfo,
  createConferenceClient,
} from './client/conference-client.ts'
export type { ConferenceSession } from './client/conference-session.ts'
export type { ConnectionOptions } from './client/connection-options.ts'
export {
  type CallOptions,
  type ClientAccessTokenRequest,
  createPlatformClient,
  type PlatformClient,
  type PlatformClientOptions,
} from './client/platform-client.ts'
export type { ConferenceEvent, Participant, ParticipantPolicy } from './conference.ts'
export type { FaultSwitches, Revocation } from './emulator/fault-board.ts'
export type { PlatformFaults } from './emulator/faults.ts'
export type { PlatformOptions } from './emulator/options.ts'
export type { ConferenceView, Platform } from './emulator/platform.ts'
export { startPlatform } from './emulator/start.ts'
export type { LogEntry } from './emulator/traffic.ts'
export { type Endpoint, endpoints } from './endpoints.ts'
export { PlatformError, type PlatformFailure, TokenRequestError } from './errors.ts'
export { type SessionScope, sessionScopes } from './token-request.ts'
