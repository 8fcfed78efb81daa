// @ts-check
/**
 * A customer's authentication server, in front of the platform that the environment names; without one,
 * in front of an emulator that it starts.
 *
 *     npm run build && node examples/auth-server.js
 *     curl -X POST http://127.0.0.1:4100/access-token -d '{"externalId":"alice"}'
 */
import process from 'node:process'
import { startAuthServer, startPlatform } from 'halflife/platform'

const { PLATFORM_URL, APP_KEY = '', APP_SECRET = '', PORT = '4100' } = process.env
const emulator = PLATFORM_URL ? undefined : await startPlatform()

const server = await startAuthServer({
  platformUrl: PLATFORM_URL ?? emulator?.url ?? '',
  appKey: emulator?.appKey ?? APP_KEY,
  appSecret: emulator?.appSecret ?? APP_SECRET,
  port: Number(PORT),
  expiresIn: 600,
})
console.log(`Tokens are handed out at ${server.url}/access-token`)

process.once('SIGINT', async () => {
  await server.close()
  await emulator?.close()
})
