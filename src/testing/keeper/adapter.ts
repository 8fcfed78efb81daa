import type { Clock } from '../../services/clock/clock.ts'
import type { KeeperPromiseName } from './promises/index.ts'

/** A token as an issuer hands it out. Give your keeper what its own issuer would give it: the string, and what it reads. */
export interface IssuedToken {
  /** A JWT with `iat`, `exp`, `sub` and `jti`; in some histories a useless string, or an empty one. */
  readonly value: string
  /** When it ends by the issuer's clock, ms since the epoch: the `exp` of the JWT. */
  readonly expiresAtMs: number
  /** What is left of its life when it is handed out, whole seconds: an OAuth answer's `expires_in`. */
  readonly expiresInSeconds: number
}

/** What a keeper is opened with. */
export interface KeeperSetting {
  /** Its first token. */
  readonly token: IssuedToken
  /** How long the first token lives, ms. */
  readonly ttlMs: number
  /**
   * Asks the issuer for a new token; in some histories it rejects, throws, never answers, or is a hostile thenable.
   * Hand on `isExpired` if your keeper tells its callback so.
   */
  callback(isExpired?: boolean): Promise<IssuedToken>
  /** The test's clock, for keepers whose time can be handed in. For the others see `time: 'global'`. */
  readonly clock: Clock
  /** Chance, the same in every run of a seed: from 0 to below 1. */
  random(): number
}

/** A keeper of one token, as the suite sees it. */
export interface TokenKeeper {
  /** What a caller does who needs a token. Throws or rejects if there is none to be had. */
  token(): string | Promise<string>
  /** Tells the keeper that the platform has rejected this token. Leave it out if a keeper cannot be told. */
  rejected?(token: string): unknown
  /**
   * So much time has passed, ms: for a keeper that has neither the clock handed in nor the global one. It is
   * called at least once for every second or 600th of the time that passes.
   */
  advance?(ms: number): unknown
  /** Ends it. Leave it out if a keeper cannot be ended. */
  close?(): unknown
}

/**
 * A keeper of tokens, put to the test.
 *
 * @example
 * const adapter: TokenKeeperAdapter = {
 *   name: 'my keeper',
 *   time: 'global',
 *   open({ token, callback }) {
 *     const keeper = new MyKeeper(token.value, async () => (await callback()).value)
 *     return { token: () => keeper.getToken(), close: () => keeper.stop() }
 *   },
 * }
 */
export interface TokenKeeperAdapter {
  readonly name: string
  /**
   * Where its time comes from: `'injected'`, the clock of the setting; `'global'`, `Date` and the global timers, which are
   * replaced while a history is played, for the whole process.
   */
  readonly time: 'injected' | 'global'
  /** Promises that this keeper does not make, and why, in a sentence. */
  readonly notPromised?: Partial<Record<KeeperPromiseName, string>>
  open(setting: KeeperSetting): TokenKeeper | Promise<TokenKeeper>
}
