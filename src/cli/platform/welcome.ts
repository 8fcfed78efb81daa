import type { Platform } from '../../services/platform/index.ts'
import type { Paint } from '../terminal/paint.ts'

/** Where everything is, and the commands to try it with, ready to be pasted into a shell. */
export function welcome(
  { url, appKey, appSecret, adminKey }: Pick<Platform, 'url' | 'appKey' | 'appSecret' | 'adminKey'>,
  authServerUrl: string | undefined,
  paint: Paint,
): string {
  const admin = `-H ${quote(`authorization: Bearer ${adminKey}`)}`
  const places = [
    ['address', url],
    ['app key', appKey],
    ['app secret', appSecret],
    ['admin key', adminKey],
    ...(authServerUrl === undefined ? [] : [['auth server', `${authServerUrl}/access-token`]]),
  ]
  const recipes = [
    [
      'Get an API token',
      `API_TOKEN=$(curl -s ${url}/v1/auth/token -u ${quote(`${appKey}:${appSecret}`)} \\`,
      `  -d grant_type=client_credentials | ${pickAccessToken})`,
    ],
    [
      'Get a client access token for alice, good for a minute',
      `curl -s ${url}/v2/client-access-token -H "authorization: Bearer $API_TOKEN" \\`,
      `  -d '{"sessionScope":"conf:create","externalId":"alice","expiresIn":60}'`,
    ],
    ...(authServerUrl === undefined
      ? []
      : [
          [
            'The same, as a participant gets it: from the authentication server',
            `curl -s ${authServerUrl}/access-token -d '{"externalId":"alice"}'`,
          ],
        ]),
    [
      'Switch a fault on (outage, latencyMs, errorStatus, errorOn, retryAfterSeconds, clockSkewMs), and all of them off',
      `curl -s -X PATCH ${url}/admin/faults -d '{"outage":true}' \\`,
      `  ${admin}`,
      `curl -s -X DELETE ${url}/admin/faults \\`,
      `  ${admin}`,
    ],
  ]
  const lines = [
    `${paint('bold', 'halflife platform')}   ${paint('dim', 'an emulator, for this machine alone; it forgets everything when it ends')}`,
    '',
    ...places.map(([name = '', value = '']) => `${paint('dim', name.padEnd(11))}  ${value}`),
    '',
    ...recipes.flatMap(([title = '', ...commands]) => [paint('dim', `# ${title}`), ...commands, '']),
    paint('dim', 'Each request as it comes. Ctrl-C ends it.'),
  ]
  return `\n${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n\n`
}

/** Whoever runs this has Node; not everyone has jq. */
const pickAccessToken = `node -pe 'JSON.parse(require("fs").readFileSync(0)).access_token'`

/** For a POSIX shell, whatever is in it. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
