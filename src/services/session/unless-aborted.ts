/** What is used of an `AbortSignal`; the older look-alikes of some clients have no `reason`. */
export interface Abortable {
  readonly aborted: boolean
  readonly reason?: unknown
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** Waits for what others may wait for too; whoever gives up does so alone. @throws the signal's reason, without waiting */
export function unlessAborted<T>(promise: Promise<T>, signal: Abortable | null | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason ?? AbortSignal.abort().reason)
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp)
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}
