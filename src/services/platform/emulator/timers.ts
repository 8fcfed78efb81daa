import type { Clock } from '../../clock/clock.ts'

/** Timers over one clock that all end together, so that a closed platform leaves none behind. */
export interface Timers {
  /** @returns what calls it off */
  after(ms: number, callback: () => void): () => void
  /** Never settles if the timers are stopped first: whoever waits is gone with the connection. */
  sleep(ms: number): Promise<void>
  stop(): void
}

export function timersOn(clock: Clock): Timers {
  const pending = new Set<unknown>()
  let isStopped = false

  function after(ms: number, callback: () => void): () => void {
    if (isStopped) return () => undefined
    const handle = clock.setTimeout(() => {
      pending.delete(handle)
      callback()
    }, ms)
    pending.add(handle)
    return () => {
      if (pending.delete(handle)) clock.clearTimeout(handle)
    }
  }

  return {
    after,
    sleep: (ms) => new Promise((resolve) => after(ms, resolve)),
    stop() {
      isStopped = true
      for (const handle of pending) clock.clearTimeout(handle)
      pending.clear()
    },
  }
}
