import { HalflifeError } from '../../../errors.ts'
import { corrupt } from '../errors.ts'
import type { DiskFile } from './disk.ts'
import { type Entry, readEntry } from './entry.ts'
import { mayBeOurs } from './frame.ts'
import { type Line, LineReader } from './lines.ts'

/** How far a file is whole: all before `end` was written, and `seq` records are in it. */
export interface Extent {
  readonly end: number
  readonly seq: number
}

/** What comes after the last whole write of a file. */
export type Rest =
  /** The file ends there. */
  | { readonly is: 'nothing' }
  /** The beginning of a write that nobody was told was done: its writer died over it. */
  | { readonly is: 'torn'; readonly bytes: number }
  /** Something that was whole once. */
  | { readonly is: 'damaged'; readonly bytes: number; readonly error: HalflifeError }
  /** The file is none of ours, from its first byte on. */
  | { readonly is: 'foreign' }

/**
 * Goes through a file, write by write, as far as it is whole, and says what comes after that.
 *
 * @param take is handed each record that is there, with its place. Throws for one that cannot be there
 */
export async function scan(
  file: DiskFile,
  from: Extent,
  take: (entry: Entry, at: number) => void,
): Promise<Extent & { readonly rest: Rest }> {
  const reader = new LineReader(file)
  let { end, seq } = from
  let together: [entry: Entry, at: number][] = []
  const left = async () => (await file.look()).size - end
  const stop = (rest: Rest) => ({ end, seq, rest })

  for (let at = end; ; ) {
    const line = await reader.lineAt(at)
    if (!line) return stop(together.length > 0 ? { is: 'torn', bytes: await left() } : { is: 'nothing' })
    const entry = line.isWhole ? readEntry(line.bytes) : undefined
    if (!entry) return stop(await judge(file, { end, seq }, line))
    const part = together.length + 1
    if (
      entry.seq !== seq + part ||
      entry.part !== part ||
      entry.parts !== (together[0]?.[0].parts ?? entry.parts)
    ) {
      const error = damage(line, `record ${entry.seq} of the file stands where ${seq + part} belongs`)
      return stop({ is: 'damaged', bytes: await left(), error })
    }
    together.push([entry, at])
    at = line.next
    if (entry.part < entry.parts) continue
    try {
      for (const one of together) take(...one)
    } catch (error) {
      return stop({ is: 'damaged', bytes: await left(), error: error as HalflifeError })
    }
    end = at
    seq = entry.seq
    together = []
  }
}

/**
 * Torn, or damaged? Torn is what a crash leaves of the last write: it may end early, and parts of it may be blank.
 * All else was whole once: a line of another write after it, or one that is whole but for its content.
 */
async function judge(file: DiskFile, { end, seq }: Extent, bad: Line): Promise<Rest> {
  const bytes = (await file.look()).size - end
  const reader = new LineReader(file)
  let isTorn = true
  let isOurs = end > 0
  for (let line = await reader.lineAt(end); line; line = await reader.lineAt(line.next)) {
    const entry = line.isWhole ? readEntry(line.bytes) : undefined
    isOurs ||= entry !== undefined || (line.at === 0 && mayBeOurs(line.bytes))
    if (entry) isTorn &&= entry.seq - entry.part === seq
    else isTorn &&= !line.isWhole || line.bytes.includes(0)
  }
  if (!isOurs) return { is: 'foreign' }
  if (isTorn) return { is: 'torn', bytes }
  return { is: 'damaged', bytes, error: damage(await again(reader, bad), 'the line is damaged') }
}

/** A line's bytes are those of a buffer that the next one overwrites. */
const again = async (reader: LineReader, { at }: Line) => (await reader.lineAt(at)) as Line

/** Names the stream and the version, where the line still tells them. */
export function damage({ bytes, at }: Line, what: string): HalflifeError {
  const where = `${what} (byte ${at} of the file)`
  const [, names] = /("stream":"(?:[^"\\]|\\.)*","version":\d+)/.exec(bytes.toString('utf8', 0, 4096)) ?? []
  try {
    const { stream, version } = JSON.parse(`{${names}}`)
    return corrupt(stream, version, where)
  } catch {
    return new HalflifeError('ERR_JOURNAL_CORRUPT', `The journal cannot be read: ${where}.`)
  }
}
