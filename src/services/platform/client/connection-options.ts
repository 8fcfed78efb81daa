import { HalflifeError } from '../../../errors.ts'

/** Where the platform is, and how to call it. */
export interface ConnectionOptions {
  /** The platform's address, such as `http://127.0.0.1:4090`. */
  url: string
  /** What makes the calls. Default: the global `fetch`. */
  fetch?: typeof globalThis.fetch
  /** The longest a call may take, in milliseconds. Default 10 000. */
  timeoutMs?: number
}

/** The longest that a timer can be set to. */
const longestTimeoutMs = 2 ** 31 - 1

/** @throws HalflifeError `ERR_OPTION` */
export function readConnectionOptions(options: ConnectionOptions) {
  const { url, fetch = globalThis.fetch, timeoutMs = 10_000 } = options
  if (typeof fetch !== 'function') throw new HalflifeError('ERR_OPTION', 'fetch must be a function.')
  if (!(timeoutMs > 0 && timeoutMs <= longestTimeoutMs)) {
    const rule = `timeoutMs must be milliseconds, more than 0 and at most ${longestTimeoutMs}.`
    throw new HalflifeError('ERR_OPTION', rule)
  }
  return { baseUrl: readUrl(url), fetch, timeoutMs }
}

function readUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const isHttp = parsed?.protocol === 'http:' || parsed?.protocol === 'https:'
  if (parsed && isHttp && parsed.username === '' && parsed.password === '') return parsed
  const rule = 'url must be an http or https address without a user and password in it.'
  throw new HalflifeError('ERR_OPTION', rule)
}
