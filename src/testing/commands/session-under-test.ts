import type { Overlap, Policy } from '../../machines/token-life.ts'
import type { Clock } from '../../services/clock/clock.ts'
import type { GivenToken } from '../../services/refresh/given-token.ts'
import type { RefreshCallback } from '../../services/refresh/refresh-callback.ts'
import type { Retry } from '../../services/refresh/retry.ts'
import type { SessionEvent } from '../../services/session/session.ts'

/**
 * What is put to the test: a `Session`, or a wrapper of one with some of its methods, under the same names. What it
 * does not have is neither called nor compared.
 */
export interface SessionUnderTest {
  /** The usable token; throws, or gives nothing, if there is none. */
  token(): string | null | undefined
  freshToken?(): Promise<string>
  refreshNow?(): Promise<string>
  reportRejected?(token: string): void
  supplyToken?(token: GivenToken): void
  joinedConference?(): void
  leftConference?(): void
  ejectedFromConference?(): void
  on?(type: '*', listener: (event: SessionEvent) => void): unknown
  close?(): unknown
  readonly state?: string
}

/** What it is opened with: the options of `openSession`, each of which is to be obeyed. */
export interface SessionSetting {
  readonly token: GivenToken | null
  readonly refresh: RefreshCallback
  readonly policy: Policy
  readonly retry: Retry
  readonly overlap: Overlap
  readonly refreshTimeoutMs: number
  /** Always 0.5. */
  readonly random: () => number
  readonly clock: Clock
}

/** Opens what is to be tested. */
export type OpenUnderTest = (setting: SessionSetting) => SessionUnderTest | Promise<SessionUnderTest>

/** The methods of a session that commands call. */
export type SessionMethod = Exclude<keyof SessionUnderTest, 'state' | 'on'>
