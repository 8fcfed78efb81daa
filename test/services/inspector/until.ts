import { vi } from 'vitest'

/** Waits for something to hold, however busy the machine is. */
export const until = <Result>(
  check: () => Result | Promise<Result>,
  options: { readonly interval?: number } = {},
): Promise<Result> => vi.waitFor(check, { timeout: 45_000, interval: 20, ...options })
