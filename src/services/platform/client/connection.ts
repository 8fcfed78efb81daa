import { HalflifeError } from '../../../errors.ts'
import { type Endpoint, locate } from '../endpoints.ts'
import { PlatformError } from '../errors.ts'
import { bytesUntilAborted } from './bytes-until-aborted.ts'
import { type ConnectionOptions, readConnectionOptions } from './connection-options.ts'
import { Deadline } from './deadline.ts'
import { persist } from './persist.ts'
import { refusalIn } from './refusal.ts'

/** One call: what goes into the path and the headers, and its body. */
interface Call {
  params?: Record<string, string>
  headers?: Record<string, string>
  /** The body: as JSON, or as a form. */
  json?: unknown
  form?: Record<string, string>
  /** Whether it may have its effect twice. Default: whether it is no POST. */
  isHarmless?: boolean
  signal?: AbortSignal | undefined
  /** Called when the answer to a stream has begun. */
  onOpen?: (() => void) | undefined
  /** Whether a Node process is to wait for its timers. Default true. */
  keepsProcessAlive?: boolean
}

/** Calls by endpoint, each with its time limits and tries; whatever goes wrong is a {@link PlatformError}. */
export interface Connection {
  /** @returns the JSON of the answer, or `undefined` if it has no content */
  call(endpoint: Endpoint, call: Call): Promise<unknown>
  /** @returns the answer's body as it comes. The time limit is for its headers alone */
  stream(endpoint: Endpoint, call: Call): AsyncGenerator<Uint8Array, void, void>
}

/** An answer whose head is there, and the time that its body may take. */
interface Opened {
  readonly response: Response
  readonly deadline: Deadline
}

/** @throws HalflifeError `ERR_OPTION` */
export function connect(options: ConnectionOptions): Connection {
  const settings = readConnectionOptions(options)
  const { baseUrl, fetch, clock } = settings

  /** One try. */
  async function open(endpoint: Endpoint, call: Call, timeoutMs: number): Promise<Opened> {
    const [method, target] = locate(endpoint, baseUrl, call.params)
    const { body, headers } = pack(call)
    const deadline = new Deadline(timeoutMs, clock, call)
    try {
      // A redirect would take the credentials, or a body that holds them, to somewhere else.
      const redirect = 'manual'
      const response = await fetch(target, { method, headers, body, redirect, signal: deadline.signal })
      if (!response.ok) throw await refusalIn(response, endpoint, clock.now())
      return { response, deadline }
    } catch (error) {
      deadline.release()
      throw explain(error, endpoint, deadline, call.signal)
    }
  }

  /** As many tries as it takes, and may take. */
  function answerTo(endpoint: Endpoint, call: Call): Promise<Opened> {
    const isHarmless = call.isHarmless ?? !endpoint.startsWith('POST ')
    return persist(settings, isHarmless, (timeoutMs) => open(endpoint, call, timeoutMs), call)
  }

  return {
    async call(endpoint, call) {
      const { response, deadline } = await answerTo(endpoint, call)
      try {
        return response.status === 204 ? undefined : await response.json()
      } catch (error) {
        throw explain(error, endpoint, deadline, call.signal)
      } finally {
        deadline.release()
      }
    },

    async *stream(endpoint, call) {
      const { response, deadline } = await answerTo(endpoint, call)
      try {
        deadline.met()
        call.onOpen?.()
        if (response.body) yield* bytesUntilAborted(response.body, deadline.signal)
      } catch (error) {
        throw explain(error, endpoint, deadline, call.signal)
      } finally {
        deadline.release()
      }
    },
  }
}

/** What a call threw, as what the caller is to see. */
function explain(error: unknown, endpoint: Endpoint, deadline: Deadline, outer?: AbortSignal): unknown {
  if (outer?.aborted) return outer.reason
  if (deadline.passed) {
    const { timeoutMs } = deadline
    return new PlatformError('timed-out', `The platform did not answer ${endpoint} within ${timeoutMs} ms.`)
  }
  // Ours, or that of an authorized fetch which could not get a token: already says what it has to.
  if (error instanceof HalflifeError) return error
  if (error instanceof SyntaxError) return unreadable(endpoint)
  return new PlatformError('unreachable', `The platform could not be reached for ${endpoint}${errno(error)}.`)
}

/** An answer that is not what this endpoint gives. */
export function unreadable(endpoint: Endpoint): PlatformError {
  return new PlatformError('unreadable', `The answer to ${endpoint} is not the platform's. Check the url.`)
}

function pack({ headers = {}, json, form }: Call) {
  if (form) return { headers, body: new URLSearchParams(form) }
  if (json === undefined) return { headers, body: null }
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(json) }
}

/** Node's word for a network error, such as ` (ECONNREFUSED)`, and nothing else of the error. */
function errno(error: unknown): string {
  const { code, cause } = Object(error) as { code?: unknown; cause?: unknown }
  const word = code ?? (Object(cause) as { code?: unknown }).code
  return typeof word === 'string' && /^[A-Z][A-Z_]{1,30}$/.test(word) ? ` (${word})` : ''
}
