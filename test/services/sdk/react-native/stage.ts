import { createCommsApi, type RefreshAccessToken, type SurfaceOptions } from 'halflife/sdk'
import { jwt, startMs } from '../../session/setting.ts'
import { listening } from '../setting.ts'

export const minuteMs = 60_000

/** A token of a minute from then on. */
export const tokenAt = (fromMs = startMs, name = 'alice') => jwt(fromMs, fromMs + minuteMs, name)
export const first = tokenAt()

/** An SDK with a callback and a token of a minute, on a test clock. */
export async function start(callback: RefreshAccessToken, options: SurfaceOptions = {}) {
  const stage = listening(createCommsApi, options)
  const { sdk, clock, diagnostics, heard } = stage
  await sdk.initializeToken(first, callback)
  return {
    ...stage,
    async pass(seconds: number) {
      for (let second = 0; second < seconds; second++) {
        clock.advance(1_000)
        await clock.settle()
      }
    },
    token: () => sdk.tokenSession.token(),
    hints: () => diagnostics.map(({ message }) => message),
    kinds: () => diagnostics.map(({ kind }) => kind),
    reasons: () => heard.flatMap((event) => (event.type === 'refresh.failed' ? [event.reason] : [])),
    failures: () => heard.flatMap((event) => (event.type === 'refresh.failed' ? [event] : [])),
    next: (name?: string) => tokenAt(clock.now(), name),
  }
}

/** A callback whose calls the test answers; it notes what it was told. */
export function answered() {
  const told: unknown[][] = []
  const calls: { resolve(token: string): void; reject(error: unknown): void }[] = []
  const callback = (...args: unknown[]) => {
    told.push(args)
    return new Promise<string>((resolve, reject) => calls.push({ resolve, reject }))
  }
  /** @param nth counted from 1 */
  const call = (nth: number) => {
    const made = calls[nth - 1]
    if (!made) throw new Error(`There was no call ${nth}, but ${calls.length}.`)
    return made
  }
  return { told, callback, call, count: () => calls.length }
}
