import type { Clock } from '../../../src/services/clock/clock.ts'
import type { TestClock } from '../../../src/testing/clock/test-clock.ts'

/** A test clock whose timers can be told, as Node's, whether the process is to wait for them. */
export function nodeLike(clock: TestClock) {
  const timers: { readonly id: number; isWaitedFor: boolean }[] = []
  const cleared: unknown[] = []
  const like: Clock = {
    now: clock.now,
    setTimeout(fn, ms) {
      const timer = {
        id: clock.setTimeout(fn, ms),
        isWaitedFor: true,
        ref() {
          this.isWaitedFor = true
        },
        unref() {
          this.isWaitedFor = false
        },
      }
      timers.push(timer)
      return timer
    },
    clearTimeout(timer) {
      cleared.push(timer)
      clock.clearTimeout((timer as { id: unknown } | undefined)?.id)
    },
  }
  return {
    clock: like,
    /** Every timer that was cleared. */
    cleared,
    /** Whether the process waits for the timer that was armed last. */
    isWaitedFor: () => timers.at(-1)?.isWaitedFor,
  }
}
