import { HalflifeError } from '../../index.ts'
import type { FollowedJournal } from '../../services/inspector/index.ts'
import { openJsonlJournal } from '../../services/journal/jsonl/index.ts'
import { kindOf } from '../journal/journal-kind.ts'
import { openSqlite } from '../journal/open-sqlite.ts'
import { UsageError } from '../usage-error.ts'
import { FileIdentity } from './file-identity.ts'
import { followedExport } from './followed-export.ts'
import { replaced } from './replaced.ts'

/** The journal that stands in the file now. */
interface Standing {
  readonly journal: FollowedJournal & { close?(): Promise<void> }
  readonly identity: FileIdentity
}

/**
 * A journal in a file, to be followed while another process writes it. Should another file take its place, as where
 * logs are rotated or a demo is played again, then that one is read, from its beginning: whoever had a place in the
 * one before is told so.
 */
export class FollowedFile implements FollowedJournal {
  readonly #file: string
  #standing: Standing | undefined
  /** Counts the journals that have stood there. A position names the one it is in. */
  #generation = 1
  #looking: Promise<unknown> = Promise.resolve()

  constructor(file: string) {
    this.#file = file
  }

  /** @throws HalflifeError as whoever opens such a journal; `ERR_OPTION` for a place in one that was there before */
  async *readAll({ after }: { readonly after?: string } = {}): ReturnType<FollowedJournal['readAll']> {
    const { journal, generation } = await this.#lookInTurn()
    const [ofGeneration, place] = after?.split('/') ?? []
    if (after !== undefined && ofGeneration !== generation) throw replaced(this.#file)
    for await (const record of journal.readAll(place === undefined ? {} : { after: place }))
      yield { ...record, position: `${generation}/${record.position}` }
  }

  async close(): Promise<void> {
    await this.#looking.catch(() => {})
    await this.#letGo()
  }

  /** One look at a time: each compares with the one before it. */
  #lookInTurn() {
    const look = this.#looking.catch(() => {}).then(() => this.#look())
    this.#looking = look
    return look
  }

  async #look() {
    try {
      if (this.#standing && !(await this.#standing.identity.isSame())) await this.#letGo()
      this.#standing ??= await open(this.#file)
      return { journal: this.#standing.journal, generation: String(this.#generation) }
    } catch (error) {
      throw inWords(error, this.#file)
    }
  }

  async #letGo(): Promise<void> {
    const { journal } = this.#standing ?? {}
    this.#standing = undefined
    this.#generation++
    await journal?.close?.()
  }
}

async function open(file: string): Promise<Standing> {
  const kind = await kindOf(file)
  const identity = new FileIdentity(file, kind)
  await identity.isSame()
  if (kind === 'sqlite') return { journal: await openSqlite(file), identity }
  if (kind === 'jsonl') return { journal: await openJsonlJournal(file, { readOnly: true }), identity }
  return { journal: followedExport(file), identity }
}

function inWords(error: unknown, file: string): Error {
  if (error instanceof HalflifeError) return error
  if (error instanceof UsageError) return new HalflifeError('ERR_JOURNAL_FILE', error.message)
  const { code } = error as NodeJS.ErrnoException
  const what = code === 'ENOENT' ? 'is not there any more' : `cannot be read (${code ?? error})`
  return new HalflifeError('ERR_JOURNAL_FILE', `${file} ${what}.`, { cause: error })
}
