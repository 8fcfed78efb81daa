import { type OpaqueToken, openSession, type SessionEvent, type SessionOptions, type Stage } from 'halflife'
import { expect, onTestFinished } from 'vitest'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'

export const startMs = 1_800_000_000_000
export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** One call of the callback, to be answered by the test, or never. */
export interface Call {
  readonly attempt: number
  readonly stage: Stage
  readonly isExpired: boolean
  readonly signal: AbortSignal
  /** By the wall clock. */
  readonly atMs: number
  /** Anything at all; all promises settle before this does. */
  answer(token: unknown): Promise<void>
  /** By default with a TypeError. */
  fail(...error: [unknown?]): Promise<void>
}

/** An opaque token; by default it lives a minute, with points at 30, 45 and 60 s. */
export const opaque = (value: string, expiresInSeconds = 60): OpaqueToken => ({ value, expiresInSeconds })

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')

/** A JWT with these claims, signed with nothing of worth. */
export const jwtOf = (claims: unknown, signature = 'not-a-signature') =>
  `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}.${encode(signature)}`

/** A JWT that lives from one moment to another, ms since the epoch by the issuer's clock. */
export const jwt = (iatMs: number | undefined, expMs: number, sub = 'alice') =>
  jwtOf({ sub, ...(iatMs !== undefined && { iat: iatMs / 1000 }), exp: expMs / 1000 })

/** A callback whose calls are kept, and answered by the test. */
export function callback(clock: TestClock) {
  const calls: Call[] = []
  const refresh: SessionOptions['refresh'] = (isExpired, { attempt, stage, signal }) =>
    new Promise<never>((resolve, reject) => {
      const answer = (token: unknown) => {
        resolve(token as never)
        return clock.settle()
      }
      const fail = (...errors: unknown[]) => {
        reject(errors.length > 0 ? errors[0] : new TypeError('no route to the issuer'))
        return clock.settle()
      }
      calls.push({ attempt, stage, isExpired, signal, atMs: clock.now(), answer, fail })
    })
  const call = (attempt: number): Call => {
    const found = calls.find((one) => one.attempt === attempt)
    expect(found, `attempt ${attempt} was made`).toBeDefined()
    return found as Call
  }
  return { calls, call, refresh }
}

/** A session's options; a token of a minute, a callback and a test clock come by themselves. */
export type Options = Partial<Omit<SessionOptions, 'clock'>> & { readonly clock?: TestClock | undefined }

/** A session on a test clock, everything it said, and every call it made. Closed when the test is over. */
export function open(options: Options = {}) {
  const { clock = new TestClock(startMs) } = options
  const { calls, call, refresh } = callback(clock)
  const session = openSession({ token: opaque('token-0'), refresh, random: () => 0.5, ...options, clock })
  const heard: SessionEvent[] = []
  session.on('*', (event) => heard.push(event))
  onTestFinished(() => session.close().catch(() => {}))
  return { clock, calls, call, heard, session }
}

/** What calls were made, in short: number, stage, isExpired. */
export const told = (calls: readonly Call[]) =>
  calls.map(({ attempt, stage, isExpired }) => [attempt, stage, isExpired])

export const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type)

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const outcome = await promise.then(
    () => 'resolved',
    (error) => error,
  )
  expect(outcome).toBeInstanceOf(Error)
  return outcome
}

/** What a call throws. */
export function thrown(call: () => unknown): Error & Record<string, unknown> {
  let error: unknown
  try {
    call()
  } catch (caught) {
    error = caught
  }
  expect(error).toBeInstanceOf(Error)
  return error as Error & Record<string, unknown>
}

/** Takes the errors that nobody caught from the test runner, and gives them to the test. */
export function uncaught(): unknown[] {
  const errors: unknown[] = []
  for (const name of ['uncaughtException', 'unhandledRejection'] as const) {
    const runners = process.listeners(name as 'uncaughtException')
    process.removeAllListeners(name)
    process.on(name, (error) => errors.push(error))
    onTestFinished(() => {
      process.removeAllListeners(name)
      for (const runner of runners) process.on(name, runner)
    })
  }
  return errors
}
