import type { Clock } from '../../clock/clock.ts'
import { Deadline, type Waiting } from './deadline.ts'

/** Lets time pass. @throws the signal's reason, at once when it aborts */
export async function pause(ms: number, clock: Clock, waiting: Waiting): Promise<void> {
  const { signal } = waiting
  signal?.throwIfAborted()
  const deadline = new Deadline(ms, clock, waiting)
  try {
    await new Promise((resolve) => deadline.signal.addEventListener('abort', resolve, { once: true }))
    signal?.throwIfAborted()
  } finally {
    deadline.release()
  }
}
