/** One server-sent event. `id` is the last one the stream has named, as the standard has it. */
export interface ServerSentEvent {
  readonly id: string
  readonly type: string
  readonly data: string
}

/** The events in a stream of bytes, wherever it happens to be cut. An event that never ended is dropped. */
export async function* readServerSentEvents(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<ServerSentEvent, void, void> {
  let id = ''
  let type = ''
  let data: string[] = []

  for await (const line of readLines(bytes)) {
    if (line === '') {
      if (data.length > 0) yield { id, type: type || 'message', data: data.join('\n') }
      type = ''
      data = []
      continue
    }
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
    if (field === 'id') id = value
    else if (field === 'event') type = value
    else if (field === 'data') data.push(value)
    // A line that begins with a colon is a comment: the server's sign of life.
  }
}

async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/)
    rest = lines.pop() ?? ''
    yield* lines
  }
}
