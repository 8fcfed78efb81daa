import { HalflifeError } from '../../../errors.ts'
import { type Endpoint, locate } from '../endpoints.ts'
import { PlatformError } from '../errors.ts'
import { type ConnectionOptions, readConnectionOptions } from './connection-options.ts'
import { Deadline } from './deadline.ts'
import { refusalIn } from './refusal.ts'

/** One call: what goes into the path and the headers, and its body. */
interface Call {
  params?: Record<string, string>
  headers?: Record<string, string>
  /** The body: as JSON, or as a form. */
  json?: unknown
  form?: Record<string, string>
  signal?: AbortSignal | undefined
  /** Called when the answer to a stream has begun. */
  onOpen?: (() => void) | undefined
}

/** Calls by endpoint, each with its time limit; whatever goes wrong is a {@link PlatformError}. */
export interface Connection {
  /** @returns the JSON of the answer, or `undefined` if it has no content */
  call(endpoint: Endpoint, call: Call): Promise<unknown>
  /** @returns the answer's body as it comes. The time limit is for its headers alone */
  stream(endpoint: Endpoint, call: Call): AsyncGenerator<Uint8Array, void, void>
}

/** @throws HalflifeError `ERR_OPTION` */
export function connect(options: ConnectionOptions): Connection {
  const { baseUrl, fetch, timeoutMs } = readConnectionOptions(options)

  async function answerTo(endpoint: Endpoint, call: Call, deadline: Deadline): Promise<Response> {
    const [method, target] = locate(endpoint, baseUrl, call.params)
    const { body, headers } = pack(call)
    // A redirect would take the credentials, or a body that holds them, to somewhere else.
    const redirect = 'manual'
    const response = await fetch(target, { method, headers, body, redirect, signal: deadline.signal })
    if (!response.ok) throw await refusalIn(response, endpoint)
    return response
  }

  /** What a call threw, as what the caller is to see. */
  function explain(error: unknown, endpoint: Endpoint, deadline: Deadline, outer?: AbortSignal): unknown {
    if (outer?.aborted) return outer.reason
    if (deadline.passed) {
      return new PlatformError('timed-out', `The platform did not answer ${endpoint} within ${timeoutMs} ms.`)
    }
    // Ours, or that of an authorized fetch which could not get a token: already says what it has to.
    if (error instanceof HalflifeError) return error
    if (error instanceof SyntaxError) return unreadable(endpoint)
    return new PlatformError(
      'unreachable',
      `The platform could not be reached for ${endpoint}${errno(error)}.`,
    )
  }

  return {
    async call(endpoint, call) {
      const deadline = new Deadline(timeoutMs, call.signal)
      try {
        const response = await answerTo(endpoint, call, deadline)
        return response.status === 204 ? undefined : await response.json()
      } catch (error) {
        throw explain(error, endpoint, deadline, call.signal)
      } finally {
        deadline.release()
      }
    },

    async *stream(endpoint, call) {
      const deadline = new Deadline(timeoutMs, call.signal)
      try {
        const response = await answerTo(endpoint, call, deadline)
        deadline.met()
        call.onOpen?.()
        if (response.body) yield* response.body
      } catch (error) {
        throw explain(error, endpoint, deadline, call.signal)
      } finally {
        deadline.release()
      }
    },
  }
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
