import { HalflifeError } from '../../../errors.ts'
import { type Clock, systemClock } from '../../clock/clock.ts'

/** Where the platform is, and how to call it. */
export interface ConnectionOptions {
  /** The platform's address, such as `http://127.0.0.1:4090`. */
  url: string
  /** What makes the calls. Default: the global `fetch`. */
  fetch?: typeof globalThis.fetch
  /** The longest that one try may take, in milliseconds. Default 10 000. */
  timeoutMs?: number
  /**
   * How often a call is made again after a 429 or 5xx with `Retry-After`, at the time it names. Default 2. One without
   * it is not repeated, nor is a call that had no answer.
   */
  retries?: number
  /** The longest that a call may take with all its tries and waits, in milliseconds. Default 30 000. */
  totalTimeoutMs?: number
  /** Time, for tests. Default: that of the process. */
  clock?: Clock
}

/** The longest that a timer can be set to. */
const longestTimeoutMs = 2 ** 31 - 1

/** @throws HalflifeError `ERR_OPTION` */
export function readConnectionOptions(options: ConnectionOptions) {
  const { url, fetch = globalThis.fetch, clock = systemClock } = options
  const { timeoutMs = 10_000, retries = 2, totalTimeoutMs = 30_000 } = options
  if (typeof fetch !== 'function') throw wrong('fetch must be a function.')
  for (const [name, value] of Object.entries({ timeoutMs, totalTimeoutMs })) {
    if (!(value > 0 && value <= longestTimeoutMs))
      throw wrong(`${name} must be milliseconds, more than 0 and at most ${longestTimeoutMs}.`)
  }
  if (!Number.isInteger(retries) || retries < 0 || retries > 100)
    throw wrong('retries must be a whole number, 0 to 100.')
  if (typeof clock?.now !== 'function') throw wrong('clock must have now, setTimeout and clearTimeout.')
  return { baseUrl: readUrl(url), fetch, timeoutMs, retries, totalTimeoutMs, clock }
}

function readUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const isHttp = parsed?.protocol === 'http:' || parsed?.protocol === 'https:'
  if (parsed && isHttp && parsed.username === '' && parsed.password === '') return parsed
  throw wrong('url must be an http or https address without a user and password in it.')
}

const wrong = (rule: string) => new HalflifeError('ERR_OPTION', rule)
