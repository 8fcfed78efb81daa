/**
 * The bytes of an answer, until the signal aborts: then it throws the signal's reason. It looks at the signal itself,
 * because a read that waits is forgotten by undici, under Node's `fetch`, when the abort comes together with the answer's
 * last bytes: it would wait for ever.
 */
export async function* bytesUntilAborted(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  const reader = body.getReader()
  const cancel = () => void reader.cancel().catch(() => {})
  signal.addEventListener('abort', cancel, { once: true })
  if (signal.aborted) cancel()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
    signal.throwIfAborted()
  } finally {
    signal.removeEventListener('abort', cancel)
    // Who stops reading wants no more of it.
    cancel()
  }
}
