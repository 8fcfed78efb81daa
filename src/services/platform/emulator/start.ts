import { systemClock } from '../../clock/clock.ts'
import { basic } from '../basic.ts'
import { listenOnLoopback } from '../loopback-server.ts'
import { adminRoutes } from './admin-routes.ts'
import { createApp } from './app.ts'
import { createCallers } from './caller.ts'
import { ConferenceRooms } from './conference-rooms.ts'
import { conferenceRoutes } from './conference-routes.ts'
import { FaultBoard } from './fault-board.ts'
import { createIssuer } from './issuer.ts'
import { type PlatformOptions, randomKey } from './options.ts'
import { type Platform, RunningPlatform } from './platform.ts'
import { sessionRoutes } from './session-routes.ts'
import { Sessions } from './sessions.ts'
import { timersOn } from './timers.ts'
import { tokenRoutes } from './token-routes.ts'
import { Traffic } from './traffic.ts'

/**
 * Starts an emulator of the platform: real HTTP on loopback, everything in memory.
 *
 *     await using platform = await startPlatform()
 *     const client = createPlatformClient(platform)
 *
 * Its endpoints are listed in `endpoints.ts`. @throws (rejects with) HalflifeError `ERR_OPTION`
 */
export async function startPlatform(options: PlatformOptions = {}): Promise<Platform> {
  const { clock = systemClock, port = 0, log } = options
  const { appKey = randomKey(), appSecret = randomKey(), adminKey = randomKey() } = options
  const credentials = basic(appKey, appSecret)

  const board = new FaultBoard()
  const now = (): number => clock.now() + board.current.clockSkewMs
  const timers = timersOn(clock)
  const issuer = createIssuer(now, appKey)
  const sessions = new Sessions()
  const rooms = new ConferenceRooms(now, timers)
  const callers = createCallers(issuer, sessions, rooms)
  const traffic = new Traffic(log)
  const routes = {
    ...tokenRoutes({ issuer, credentials }),
    ...sessionRoutes({ callers, sessions, rooms }),
    ...conferenceRoutes({ callers, rooms, timers }),
    ...adminRoutes({ board, issuer, adminKey }),
  }
  const server = await listenOnLoopback(createApp({ routes, traffic, board, timers }), port)
  board.onChange((spare) => {
    if (board.current.outage) server.breakAnswers(spare)
    rooms.settle()
  })

  return new RunningPlatform({ server, appKey, appSecret, adminKey, traffic, rooms, board, issuer, timers })
}
