import {
  type AuthServer,
  type Platform,
  startAuthServer,
  startPlatform,
} from '../../services/platform/index.ts'

/** The servers of the demo, both on loopback. */
export interface Stage {
  readonly platform: Pick<Platform, 'url' | 'conferences' | 'faults'>
  readonly authServer: Pick<AuthServer, 'url' | 'outage'>
  close(): Promise<void>
}

/** Starts the platform's emulator, and a customer's authentication server whose tokens live `ttlSeconds`. */
export async function startStage(ttlSeconds: number): Promise<Stage> {
  const platform = await startPlatform()
  try {
    const { url: platformUrl, appKey, appSecret } = platform
    const authServer = await startAuthServer({ platformUrl, appKey, appSecret, expiresIn: ttlSeconds })
    return {
      platform,
      authServer,
      async close() {
        await authServer.close()
        await platform.close()
      },
    }
  } catch (error) {
    await platform.close()
    throw error
  }
}
