import { startAuthServer, startPlatform } from '../../services/platform/index.ts'
import { interrupted } from '../interrupted.ts'
import type { Io } from '../io.ts'
import { paintFor } from '../terminal/paint.ts'
import { requestLine } from './request-line.ts'
import { welcome } from './welcome.ts'

/** What `halflife platform` can be told. */
export interface PlatformCommandOptions {
  readonly port: number
  readonly appKey?: string
  readonly appSecret?: string
  readonly adminKey?: string
  readonly authServer?: boolean
}

/**
 * Runs the emulator until it is interrupted.
 *
 * @returns 0
 * @throws HalflifeError `ERR_OPTION` if the port cannot be had
 */
export async function runPlatform(options: PlatformCommandOptions, io: Io): Promise<number> {
  const { authServer: isAuthServerWanted = false, ...platformOptions } = options
  const paint = paintFor(io)
  await using platform = await startPlatform({
    ...platformOptions,
    log: (entry) => void io.stdout.write(`${requestLine(entry, new Date(), paint)}\n`),
  })
  const { url: platformUrl, appKey, appSecret } = platform
  await using authServer = isAuthServerWanted
    ? await startAuthServer({ platformUrl, appKey, appSecret })
    : null

  io.stdout.write(welcome(platform, authServer?.url, paint))
  await interrupted(io.interrupt)
  return 0
}
