import { isDeepStrictEqual } from 'node:util'
import { checkRecords, VersionConflictError } from 'halflife'

/** Keeps the records of sessions where our app keeps all else: here, in arrays. */
export class MapJournal {
  #all = []
  #checkpoints = new Map()

  async append(stream, records, expectedVersion) {
    checkRecords(stream, records, expectedVersion)
    const stored = this.#of(stream)
    if (stored.length !== expectedVersion) {
      const isRepeated = isDeepStrictEqual(
        stored.slice(expectedVersion, expectedVersion + records.length),
        asStored(records),
      )
      if (records.length > 0 && isRepeated) return stored.length
      throw new VersionConflictError(stream, expectedVersion, stored.length)
    }
    this.#all.push(...asStored(records))
    return expectedVersion + records.length
  }

  async *read(stream, { fromVersion = 1, toVersion = Infinity, untilMs = Infinity } = {}) {
    for (const record of this.#of(stream)) {
      if (record.version > toVersion || record.atMs > untilMs) return
      if (record.version >= fromVersion) yield structuredClone(record)
    }
  }

  async *readAll({ after = '0' } = {}) {
    for (let index = Number(after); index < this.#all.length; index++)
      yield { ...structuredClone(this.#all[index]), position: String(index + 1) }
  }

  async saveCheckpoint(stream, checkpoint) {
    const key = JSON.stringify([stream, checkpoint.machine])
    if ((this.#checkpoints.get(key)?.version ?? 0) > checkpoint.version) return
    this.#checkpoints.set(key, structuredClone(checkpoint))
  }

  async loadCheckpoint(stream, machine) {
    const { version, snapshot } = this.#checkpoints.get(JSON.stringify([stream, machine])) ?? {}
    return version && structuredClone({ version, snapshot })
  }

  async close() {}

  #of = (stream) => this.#all.filter((record) => record.stream === stream)
}

/** What is stored is ours: nobody changes it through an object they kept. */
const asStored = (records) => JSON.parse(JSON.stringify(records))
