export { type ErrorCode, HalflifeError } from './errors.ts'
export type { TokenContext, TokenInput } from './machines/context.ts'
export { nextDeadlineMs } from './machines/deadline.ts'
export type * from './machines/events.ts'
export type * from './machines/facts.ts'
export { type RefreshPoints, refreshPoints } from './machines/points.ts'
export type { Overlap, Policy, Stage, TokenLife } from './machines/token-life.ts'
export {
  createTokenMachine,
  machineVersion,
  type TokenMachine,
  type TokenSnapshot,
} from './machines/token-machine.ts'
export { kickMachine, stayMachine } from './machines/variants.ts'
export type { DeadlineInput } from './machines/vocabulary.ts'
export { type Clock, systemClock } from './services/clock/clock.ts'
export { deadlineActor } from './services/embed/deadline-actor.ts'
export { deliver } from './services/embed/deliver.ts'
export { lifeOfToken } from './services/embed/life-of-token.ts'
export { type RefreshActorOptions, refreshActor } from './services/embed/refresh-actor.ts'
export type { TokenActor } from './services/embed/token-actor.ts'
export { createTokenVault, type TokenVault } from './services/embed/token-vault.ts'
export { canonicalJson } from './services/journal/canonical-json.ts'
export { firstPrev, hashedText, hashOf } from './services/journal/chain.ts'
export { checkRecords } from './services/journal/check-record.ts'
export { type CloudEvent, type CloudEventsOptions, toCloudEvents } from './services/journal/cloud-events.ts'
export { VersionConflictError } from './services/journal/errors.ts'
export type { ExplainedRecord } from './services/journal/explain/line.ts'
export {
  type ExplainOptions,
  type Explanation,
  explain,
  explanationToText,
} from './services/journal/explain.ts'
export { exportJsonl } from './services/journal/export-jsonl.ts'
export { importJsonl } from './services/journal/import-jsonl.ts'
export type { Checkpoint, Journal, ReadRange } from './services/journal/journal.ts'
export { createMemoryJournal } from './services/journal/memory-journal.ts'
export { type Projection, project, together } from './services/journal/project.ts'
export { attemptsByStage, type StageAttempts } from './services/journal/projections/attempts-by-stage.ts'
export type { Distribution } from './services/journal/projections/distribution.ts'
export { type Kick, type Kicks, kicks } from './services/journal/projections/kicks.ts'
export { refreshLatency } from './services/journal/projections/refresh-latency.ts'
export { timeInStates } from './services/journal/projections/time-in-states.ts'
export { timerLateness } from './services/journal/projections/timer-lateness.ts'
export type { JournalRecord, RecordedEvent, SessionClosed, SessionOpened } from './services/journal/record.ts'
export { type Records, type Replayed, replay, replayAt } from './services/journal/replay.ts'
export type { Standing } from './services/journal/standing.ts'
export type { Head } from './services/journal/verify/chain-check.ts'
export type { Difference, DifferenceKind } from './services/journal/verify/difference.ts'
export { type Verified, type VerifyOptions, verify, verifyAll } from './services/journal/verify.ts'
export { whatIfToText } from './services/journal/what-if/account.ts'
export type { Decided, Parting } from './services/journal/what-if/parting.ts'
export { type WhatIf, type WhatIfOptions, whatIf } from './services/journal/what-if.ts'
export type { GivenToken, OpaqueToken } from './services/refresh/given-token.ts'
export type { AttemptContext, RefreshCallback } from './services/refresh/refresh-callback.ts'
export type { Retry } from './services/refresh/retry.ts'
export { type Profile, profiles } from './services/sdk/profiles.ts'
export { type AuthorizedFetchOptions, authorizedFetch } from './services/session/authorized-fetch.ts'
export {
  ParticipantKickedError,
  RefreshBackoffError,
  RefreshFailedError,
  SessionClosedError,
  TokenExpiredError,
} from './services/session/errors.ts'
export { openSession } from './services/session/open-session.ts'
export type { SessionOptions } from './services/session/options.ts'
export { kick, stay } from './services/session/policies.ts'
export { type ResumeOptions, resumeSession } from './services/session/resume-session.ts'
export type {
  CheckpointDiscarded,
  ClockSkewed,
  JournalFailed,
  JournalFenced,
  Session,
  SessionEvent,
  SessionState,
} from './services/session/session.ts'
