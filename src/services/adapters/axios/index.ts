import { blamesToken } from '../../session/challenge.ts'
import { readOrigins } from '../../session/origins.ts'
import type { Session } from '../../session/session.ts'
import { type Abortable, unlessAborted } from '../../session/unless-aborted.ts'
import { guardRedirects, isElsewhere } from './redirects.ts'
import type { AxiosAnswer, AxiosCall, AxiosLike, SentHeaders } from './shapes.ts'

export type { AxiosAnswer, AxiosCall, AxiosLike } from './shapes.ts'

/** Who waits for the second try of a call. */
interface Waiting {
  resolve(answer: unknown): void
  reject(error: unknown): void
}

/** A call that went out with a token. */
interface Sent {
  readonly token: string
  readonly origin: string
  /** Only at a second try. */
  readonly waiting: Waiting | undefined
}

/**
 * Gives the calls of an axios instance the session's token, to the origins named, and to no others. When a call is
 * rejected with 401, the session hears of it, and the call is made once more if that gave a newer token and its body
 * can be sent again; else the caller gets the 401. A 401 that blames something else than the token is left alone, and
 * so is one of another origin, to which a redirect led: the token did not go there.
 *
 * The token is put on when all request interceptors are through, and taken off again before an answer or error is seen:
 * no other interceptor sees it. Whoever aborts a call does not wait for a token.
 *
 * @example
 * const { detach } = attachToAxios(axios, session, { origins: ['https://api.example.com'] })
 * await axios.get('https://api.example.com/v2/conferences')
 * @returns `detach`, which ends it for calls to come
 * @throws HalflifeError `ERR_OPTION` for what is no origin; from each call: what axios and `freshToken()` throw
 */
export function attachToAxios(
  axios: AxiosLike,
  session: Pick<Session, 'freshToken' | 'reportRejected'>,
  { origins }: { readonly origins: readonly string[] },
): { detach(): void } {
  const allowed = readOrigins(origins)
  const sent = new WeakMap<object, Sent>()
  /** The calls that are second tries, by what marks them: axios makes another config of the one it is given. */
  const seconds = new WeakMap<object, Waiting>()

  function originOf(call: object): string {
    const uri = axios.getUri(call)
    const base = (globalThis as { location?: { href: string } }).location?.href
    return URL.canParse(uri, base) ? new URL(uri, base).origin : ''
  }

  async function authorize<Call extends AxiosCall>(call: Call): Promise<Call> {
    const origin = originOf(call)
    if (!allowed.has(origin)) return call
    const signal = call.signal as Abortable | undefined
    // Of a call that is aborted, axios says so itself, before it sends anything.
    const token = await unlessAborted(session.freshToken(), signal).catch((error) => {
      if (!signal?.aborted) throw error
    })
    if (token === undefined) return call

    const transforms = [call.transformRequest ?? []].flat() as object[]
    const waiting = transforms.map((transform) => seconds.get(transform)).find(Boolean)
    // The last to see the call before it is sent; whoever came after us may have changed where it goes.
    function show(this: object, data: unknown, headers: SentHeaders): unknown {
      if (originOf(this) === origin) {
        headers.set('Authorization', `Bearer ${token}`)
        sent.set(this, { token: token as string, origin, waiting })
      }
      return data
    }
    return Object.assign(call, {
      transformRequest: [...transforms, show],
      beforeRedirect: guardRedirects(origin, call.beforeRedirect),
    })
  }

  /** The call is over: what it was sent with, which nobody else needs to see. */
  function take(call: AxiosCall | undefined): Sent | undefined {
    const one = call && sent.get(call)
    if (one) (call.headers as SentHeaders).delete('Authorization')
    return one
  }

  /** Whether a call is to be made again, with another token. */
  async function deservesAnother(answer: AxiosAnswer, { token, origin }: Sent): Promise<boolean> {
    const call = answer.config as AxiosCall
    const challenge = (answer.headers as Record<string, string | undefined>)['www-authenticate']
    if (answer.status !== 401 || isElsewhere(answer, origin) || !blamesToken(challenge)) return false
    session.reportRejected(token)
    if (isStream(call.data)) return false
    const signal = call.signal as Abortable | undefined
    return unlessAborted(session.freshToken(), signal).then(
      () => true,
      // Of a call that is aborted, axios says so itself: see above.
      () => signal?.aborted ?? false,
    )
  }

  function again({ config, data }: AxiosAnswer): Promise<unknown> {
    if (isStream(data)) (data as { destroy?(): void }).destroy?.()
    return new Promise((resolve, reject) => {
      // The body is as it was sent: nothing is to be made of it again.
      const second = (body: unknown) => body
      seconds.set(second, { resolve, reject })
      axios.request({ ...config, transformRequest: [second] }).then(resolve, reject)
    })
  }

  // A second try hands over to the first, whose later interceptors are still to run: its own do not run, too.
  const never = new Promise<never>(() => {})

  const request = axios.interceptors.request.use(authorize)
  const response = axios.interceptors.response.use(
    async (answer) => {
      // Another interceptor may have made anything of it.
      const one = take(answer?.config)
      if (one?.waiting) {
        one.waiting.resolve(answer)
        return never
      }
      return one && (await deservesAnother(answer, one)) ? ((await again(answer)) as typeof answer) : answer
    },
    async (error) => {
      const { config, response: answer } = Object(error) as { config?: AxiosCall; response?: AxiosAnswer }
      const one = take(config)
      if (one?.waiting) {
        one.waiting.reject(error)
        return never
      }
      if (one && answer && (await deservesAnother(answer, one))) return again(answer)
      throw error
    },
  )
  return {
    detach() {
      axios.interceptors.request.eject(request)
      axios.interceptors.response.eject(response)
    },
  }
}

/** Can be read once. */
const isStream = (body: unknown): boolean =>
  body instanceof ReadableStream || typeof (Object(body) as { pipe?: unknown }).pipe === 'function'
