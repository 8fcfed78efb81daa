// Taken when this file is loaded, so that a test runner's fake timers do not stop it.
const immediately = globalThis.setImmediate as typeof setImmediate | undefined

/** Lets all promises settle that can without time passing. Never sleeps. */
export async function settle(): Promise<void> {
  // One turn of the event loop runs every microtask, however long the chain.
  if (immediately) return new Promise((resolve) => void immediately(resolve))
  for (let round = 0; round < 100; round++) await Promise.resolve()
}
