import type { Session } from '../../session/session.ts'
import { ConferenceService } from '../conference/conference-service.ts'
import type { SessionService } from '../conference/session-service.ts'
import type { Profile } from '../profiles.ts'
import type { SurfaceEvents } from './events.ts'
import type { SurfaceOptions } from './options.ts'
import { TokenKeeper } from './token-keeper.ts'

/**
 * What all surfaces have in common. A surface extends it by its original's methods:
 *
 *     export class DolbyIOSDK extends Surface {
 *       constructor(options?: SurfaceOptions) {
 *         super(profiles.dotnet, options)
 *       }
 *       async initAsync(accessToken: string, callback: () => string): Promise<void> {
 *         this.keeper.initialize(accessToken, callback)
 *       }
 *     }
 */
export abstract class Surface implements AsyncDisposable {
  /** The participant's session on the platform: `open`, `close`. */
  readonly session: SessionService
  /** The participant's conferences: `create`, `join`, `leave`, `participants`. */
  readonly conference: ConferenceService
  /** @internal */
  protected readonly keeper: TokenKeeper

  /** @throws HalflifeError `ERR_OPTION` */
  constructor(profile: Profile, options?: SurfaceOptions) {
    this.keeper = new TokenKeeper(profile, options)
    this.conference = new ConferenceService(this.keeper)
    this.session = this.conference.session
  }

  /** The SDK that it stands for, as data. */
  get profile(): Profile {
    return this.keeper.profile
  }

  /**
   * halflife's own session, which keeps the token alive: `token()`, `freshToken()`, `state`, `actor`, ...
   *
   * @throws HalflifeError `ERR_NOT_INITIALIZED`
   */
  get tokenSession(): Session {
    return this.keeper.tokenSession
  }

  /** All that happens, to listen to: `token.adopted`, `token.rejected`, `participant.kicked`, `joined`, `left`, ... */
  get events(): SurfaceEvents {
    return this.keeper.events
  }

  /** Listens to one type of event, or to all with `'*'`. */
  on: SurfaceEvents['on'] = (type, listener) => this.keeper.events.on(type, listener as never)

  /**
   * Ends all of it here: the token, the events, the connections. No timer, listener or pending promise is left behind.
   * The platform is not told; `session.close()` does that, before.
   */
  async close(): Promise<void> {
    this.conference.end()
    await this.keeper.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
