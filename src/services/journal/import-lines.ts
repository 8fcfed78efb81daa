import { HalflifeError } from '../../errors.ts'

/** A text in pieces: strings, or bytes in UTF-8. */
export type TextChunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>

/** A line without its end; `isTorn` if it has none. */
interface Line {
  readonly line: string
  readonly isTorn: boolean
}

/** The lines of a text that comes in pieces. Holds no more than one piece and one line. */
export async function* linesOf(chunks: TextChunks): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let pieces: string[] = []
  for await (const chunk of chunks) {
    const text = typeof chunk === 'string' ? chunk : decode(() => decoder.decode(chunk, { stream: true }))
    let start = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      pieces.push(text.slice(start, end))
      yield { line: pieces.join(''), isTorn: false }
      pieces = []
      start = end + 1
    }
    if (start < text.length) pieces.push(text.slice(start))
  }
  const rest = pieces.join('') + decode(() => decoder.decode())
  if (rest !== '') yield { line: rest, isTorn: true }
}

function decode(read: () => string): string {
  try {
    return read()
  } catch {
    throw new HalflifeError('ERR_JOURNAL_CORRUPT', 'The text is not UTF-8.')
  }
}
