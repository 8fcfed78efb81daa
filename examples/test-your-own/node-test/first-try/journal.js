/** Keeps the records of sessions where our app keeps all else: here, a Map. */
export class MapJournal {
  /** @type {Map<string, object[]>} */
  #streams = new Map()

  async append(stream, records) {
    const stored = this.#streams.get(stream) ?? []
    this.#streams.set(stream, [...stored, ...records])
    return stored.length + records.length
  }

  async *read(stream, { fromVersion = 1, toVersion = Infinity, untilMs = Infinity } = {}) {
    for (const record of this.#streams.get(stream) ?? [])
      if (record.version >= fromVersion && record.version <= toVersion && record.atMs <= untilMs) yield record
  }

  async *readAll({ after = '0' } = {}) {
    const all = [...this.#streams.values()].flat()
    for (const [index, record] of all.entries())
      if (index >= Number(after)) yield { ...record, position: String(index + 1) }
  }

  async saveCheckpoint() {}

  async loadCheckpoint() {
    return undefined
  }

  async close() {}
}
