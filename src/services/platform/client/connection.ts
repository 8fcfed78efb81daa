import { HalflifeError } from '../../../errors.ts'
import { type Endpoint, locate } from '../endpoints.ts'
import { PlatformError } from '../errors.ts'
import { Deadline } from './deadline.ts'
import { refusalIn } from './refusal.ts'

/** Where the platform is, and how to call it. */
export interface ConnectionOptions {
  /** The platform's address, such as `http://127.0.0.1:4090`. */
  url: string
  /** What makes the calls. Default: the global `fetch`. */
  fetch?: typeof globalThis.fetch
  /** The longest a call may take, in milliseconds. Default 10 000. */
  timeoutMs?: number
}

/** One call: what goes into the path, the headers and the body. */
export interface Call {
  params?: Record<string, string>
  headers?: Record<string, string>
  body?: string | URLSearchParams
  signal?: AbortSignal | undefined
}

/** Calls by endpoint, each with its time limit; whatever goes wrong is a {@link PlatformError}. */
export interface Connection {
  /** @returns the JSON of the answer, or `undefined` if it has no content */
  call(endpoint: Endpoint, call: Call): Promise<unknown>
  /** @returns the answer's body as it comes. The time limit is for its headers alone */
  stream(endpoint: Endpoint, call: Call): AsyncGenerator<Uint8Array, void, void>
}

const longestTimerMs = 2 ** 31 - 1

/** @throws HalflifeError `ERR_OPTION` */
export function connect({
  url,
  fetch = globalThis.fetch,
  timeoutMs = 10_000,
}: ConnectionOptions): Connection {
  const baseUrl = readUrl(url)
  if (typeof fetch !== 'function') throw new HalflifeError('ERR_OPTION', 'fetch must be a function.')
  if (!(timeoutMs > 0 && timeoutMs <= longestTimerMs)) {
    throw new HalflifeError(
      'ERR_OPTION',
      `timeoutMs must be milliseconds, more than 0 and at most ${longestTimerMs}.`,
    )
  }

  async function answerTo(endpoint: Endpoint, call: Call, deadline: Deadline): Promise<Response> {
    const [method, target] = locate(endpoint, baseUrl, call.params)
    const { headers = {}, body = null } = call
    // A redirect would take the credentials, or a body that holds them, to somewhere else.
    const response = await fetch(target, {
      method,
      headers,
      body,
      redirect: 'manual',
      signal: deadline.signal,
    })
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

function readUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed && /^https?:$/.test(parsed.protocol) && parsed.username === '' && parsed.password === '')
    return parsed
  throw new HalflifeError(
    'ERR_OPTION',
    'url must be an http or https address without a user and password in it.',
  )
}

/** Node's word for a network error, such as ` (ECONNREFUSED)`, and nothing else of the error. */
function errno(error: unknown): string {
  const { code, cause } = Object(error) as { code?: unknown; cause?: unknown }
  const word = code ?? (Object(cause) as { code?: unknown }).code
  return typeof word === 'string' && /^[A-Z][A-Z_]{1,30}$/.test(word) ? ` (${word})` : ''
}
