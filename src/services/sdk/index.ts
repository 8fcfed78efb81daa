export {
  type AndroidRefreshCallback,
  AndroidSdk,
  type AndroidTokenCallback,
  createAndroidSdk,
} from './android.ts'
export type { Conference, ConferenceService } from './conference/conference-service.ts'
export type {
  ConferenceNews,
  ConferenceServiceEvent,
  ConnectionLost,
  ConnectionRestored,
  Joined,
  Left,
} from './conference/events.ts'
export type { OpenedSession, ParticipantInfo, SessionService } from './conference/session-service.ts'
export { type CppRefreshCallback, type CppRefreshToken, CppSdk } from './cpp.ts'
export type { InvalidTokenErrorHandler } from './dotnet/invalid-token.ts'
export { DolbyIOSDK, type DotnetRefreshCallback } from './dotnet.ts'
export { createDolbyioCommsSdk, DolbyioCommsSdk, type FlutterRefreshCallback } from './flutter.ts'
export { DolbyIoIAPI } from './iapi.ts'
export { createIosSdk, type IosRefreshCallback, type IosRefreshTokenClosure, IosSdk } from './ios.ts'
export {
  type AnswerBy,
  type Habit,
  type Profile,
  type ProfileName,
  profiles,
  type Reinitialization,
  type Unknown,
} from './profiles.ts'
export {
  type Difference,
  type ReactNativeDifference,
  reactNativeDifferences,
} from './react-native/differences.ts'
export type { RefreshAccessToken } from './react-native/script-part.ts'
export { CommsAPI, createCommsApi } from './react-native.ts'
export type { Diagnostic, DiagnosticKind } from './surface/diagnostic.ts'
export type { RefreshFailure, SurfaceEvent, SurfaceEvents } from './surface/events.ts'
export type { SurfaceOptions } from './surface/options.ts'
export { Surface } from './surface/surface.ts'
export { createWebSdk, type WebRefreshCallback, WebSdk } from './web.ts'
