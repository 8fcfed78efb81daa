import { appendFile, readFile, rename, writeFile } from 'node:fs/promises'
import { unusable } from '../durable/errors.ts'
import type { Checkpoint } from '../journal.ts'
import { frame, unframe } from './frame.ts'

interface Kept {
  readonly stream: string
  readonly machine: string
  readonly version: number
  /** As JSON; `undefined` if the line is damaged. */
  readonly text: string | undefined
}

/** Where checkpoints are kept. */
export interface CheckpointStore {
  load(stream: string, machine: string): Promise<Omit<Checkpoint, 'machine'> | undefined>
  save(stream: string, checkpoint: Checkpoint): Promise<void>
  /** Another process writes them: the next load looks again. */
  forget(): void
}

/**
 * Checkpoints, in a file beside the journal, framed as its lines are; of two lines for one stream and machine the
 * later one counts. The file may be thrown away: the records say the same, only slower.
 */
export class Checkpoints implements CheckpointStore {
  readonly #path: string
  #kept: Map<string, Kept> | undefined
  /** Lines in the file that can be trusted to be whole; none before we wrote it ourselves. */
  #lines = Infinity

  /** @param file the journal's */
  constructor(file: string) {
    this.#path = `${file}.checkpoints`
  }

  /** Of a damaged one, nothing but its version. @throws HalflifeError `ERR_JOURNAL_FILE` */
  async load(stream: string, machine: string) {
    this.#kept ??= await this.#read()
    const kept = this.#kept.get(keyOf(stream, machine))
    if (!kept) return undefined
    const { version, text } = kept
    return { version, snapshot: text === undefined ? undefined : (JSON.parse(text) as unknown) }
  }

  /** @throws HalflifeError `ERR_JOURNAL_FILE` */
  async save(stream: string, { machine, version, snapshot }: Checkpoint): Promise<void> {
    this.#kept ??= await this.#read()
    const key = keyOf(stream, machine)
    const before = this.#kept.get(key)
    if (before?.text !== undefined && before.version > version) return
    const kept = { stream, machine, version, text: JSON.stringify(snapshot) }
    this.#kept.set(key, kept)
    try {
      // Now and then the file is written anew, without the lines that later ones have replaced.
      if (this.#lines > 2 * this.#kept.size + 100) await this.#rewrite(this.#kept)
      else await appendFile(this.#path, lineOf(kept))
      this.#lines++
    } catch (error) {
      this.#lines = Infinity
      throw unusable(this.#path, 'cannot be written', error)
    }
  }

  /** Another process writes them: the next load looks again. */
  forget(): void {
    this.#kept = undefined
  }

  async #read(): Promise<Map<string, Kept>> {
    const all = new Map<string, Kept>()
    const text = await readFile(this.#path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return Buffer.alloc(0)
      throw unusable(this.#path, 'cannot be read', error)
    })
    for (let at = 0; ; ) {
      const to = text.indexOf(10, at)
      // What is torn off was being saved when its writer died: nobody was told that it was.
      if (to < 0) return all
      const kept = keptIn(text.subarray(at, to))
      if (kept) all.set(keyOf(kept.stream, kept.machine), kept)
      at = to + 1
    }
  }

  async #rewrite(all: ReadonlyMap<string, Kept>): Promise<void> {
    const lines = [...all.values()].filter(({ text }) => text !== undefined).map(lineOf)
    await writeFile(`${this.#path}.new`, lines.join(''), { flush: true })
    await rename(`${this.#path}.new`, this.#path)
    this.#lines = lines.length
  }
}

const keyOf = (stream: string, machine: string) => JSON.stringify([stream, machine])

const lineOf = ({ text, ...checkpoint }: Kept) =>
  frame(`"checkpoint":${JSON.stringify(checkpoint)},"snapshot":${text}`)

/** A damaged line may still say whose checkpoint it is: then that one is known to be damaged. */
function keptIn(line: Buffer): Kept | undefined {
  const { checkpoint, snapshot } = unframe(line) ?? {}
  if (checkpoint) return { ...(checkpoint as Kept), text: JSON.stringify(snapshot) }
  const [, names] = /"checkpoint":(\{.*?\}),"snapshot":/.exec(line.toString()) ?? []
  try {
    const { stream, machine, version } = JSON.parse(names ?? '')
    return { stream, machine, version, text: undefined }
  } catch {
    return undefined
  }
}
