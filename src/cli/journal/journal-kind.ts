import { open, stat } from 'node:fs/promises'
import { UsageError } from '../usage-error.ts'

/** How a journal is kept: in SQLite, in our framed text file, or as plain JSON lines, as `exportJsonl` writes them. */
export type JournalKind = 'sqlite' | 'jsonl' | 'export'

/** What a file begins with decides. A framed line may itself be damaged: any of the first ones will do. */
const headBytes = 64 * 1024
const signs: readonly (readonly [JournalKind, RegExp])[] = [
  ['sqlite', /^SQLite format 3\0/],
  ['jsonl', /^\{"crc":"|"seq":\d+,"part":"\d+\/\d+","record":\{/],
  ['export', /^\{(?=.*"version":)(?=.*"stream":)/m],
]

/**
 * Which kind of journal a file holds. Reads its beginning, and nothing else.
 *
 * @throws UsageError for a file that is missing, no file, empty, or no journal
 */
export async function kindOf(file: string): Promise<JournalKind> {
  const head = await headOf(file)
  if (head === '') throw new UsageError(`${file} is empty: it has no records.`)
  const kind = signs.find(([, sign]) => sign.test(head))?.[0]
  if (kind) return kind
  throw new UsageError(
    `${file} is no journal of halflife: it is neither an SQLite database nor JSON lines of records.`,
  )
}

async function headOf(file: string): Promise<string> {
  try {
    // Looked at before it is opened: to open a pipe would wait for whoever writes to it.
    const stats = await stat(file)
    if (stats.isDirectory()) throw new UsageError(`${file} is a directory: name the file of a journal.`)
    if (!stats.isFile()) throw new UsageError(`${file} is not a file.`)
    await using handle = await open(file, 'r')
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.toString('latin1', 0, bytesRead)
  } catch (error) {
    if (error instanceof UsageError) throw error
    const { code } = error as NodeJS.ErrnoException
    throw new UsageError(code === 'ENOENT' ? `${file} is not there.` : `${file} cannot be read (${code}).`)
  }
}
