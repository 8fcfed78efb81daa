import type { Journal } from '../../../services/journal/journal.ts'
import { createMemoryJournal } from '../../../services/journal/memory-journal.ts'
import type { JournalRecord } from '../../../services/journal/record.ts'
import type { JournalUnderTest } from '../../journal-contract/stage.ts'
import type { JournalBug } from '../planted-bug.ts'

/** Stores that do not keep what they are given. */

interface Wrong extends Pick<JournalBug, 'name' | 'says' | 'breaks'> {
  /** What takes the place of a good journal's own. */
  readonly members?: (journal: Journal) => Partial<Journal>
  /** What is opened again. Default: the same. */
  readonly reopened?: (journal: Journal) => Promise<Journal>
}

/** A journal in memory, which can be opened again, with one thing about it spoilt. */
const plantJournal = ({ name, says, breaks, ...wrong }: Wrong): JournalBug => ({
  kind: 'journal',
  name,
  says,
  breaks,
  openJournal: () => open(wrong),
})

function open({ members, reopened }: Pick<Wrong, 'members' | 'reopened'>): JournalUnderTest {
  const kept = createMemoryJournal()
  const journal = { ...kept, ...members?.(kept) }
  return { journal, reopen: () => reopened?.(kept) ?? journal }
}

/** One that does what journals promise. */
export const goodJournal = (): JournalUnderTest => open({})

async function collect<Kept extends JournalRecord>(records: AsyncIterable<Kept>): Promise<Kept[]> {
  const all: Kept[] = []
  for await (const record of records) all.push(record)
  return all
}

export const journalBugs: readonly JournalBug[] = [
  plantJournal({
    name: 'any-version-accepted',
    says: 'An append takes whatever version it is told to expect, so of two writers each believes to be the only one.',
    breaks: 'an append that expects another version is a conflict, and changes nothing',
    members: (journal) => ({
      append: (stream, records, version) =>
        journal.append(stream, records, version).catch((error) => {
          if (error.code === 'ERR_VERSION_CONFLICT') return version + records.length
          throw error
        }),
    }),
  }),
  plantJournal({
    name: 'last-record-lost',
    says: 'What was written last before closing is not there when the store is opened again.',
    breaks: 'what was kept is there when it is opened again, and goes on',
    async reopened(journal) {
      const again = createMemoryJournal()
      const records = await collect(journal.readAll())
      for (const { position: _, ...record } of records.slice(0, -1))
        await again.append(record.stream, [record], record.version - 1)
      return { ...again, loadCheckpoint: journal.loadCheckpoint }
    },
  }),
  plantJournal({
    name: 'records-out-of-order',
    says: 'Records are read in the order of their text, in which the tenth comes before the second.',
    breaks: 'append keeps every record as it was handed in, and says the last version',
    members: (journal) => ({
      async *read(stream, range) {
        const records = await collect(journal.read(stream, range))
        yield* records.sort((a, b) => (String(a.version) < String(b.version) ? -1 : 1))
      },
    }),
  }),
  plantJournal({
    name: 'half-a-batch-stored',
    says: 'A batch is stored record by record, so what comes before a bad one stays.',
    breaks: 'a batch is stored as a whole or not at all',
    members: (journal) => ({
      async append(stream, records, version) {
        let last = records.length === 0 ? await journal.append(stream, records, version) : version
        for (const [index, record] of records.entries())
          last = await journal.append(stream, [record], version + index)
        return last
      },
    }),
  }),
  plantJournal({
    name: 'history-handed-out',
    says: 'A reader is given the objects that are stored, and can change what happened.',
    breaks: 'nobody changes history through an object they kept, or were given',
    members(journal) {
      const handed = new Map<string, JournalRecord>()
      return {
        async *read(stream, range) {
          for await (const record of journal.read(stream, range)) {
            const key = `${stream} ${record.version}`
            const own = handed.get(key) ?? record
            handed.set(key, own)
            yield own
          }
        },
      }
    },
  }),
  plantJournal({
    name: 'checkpoint-of-another-machine',
    says: 'A checkpoint is kept by its stream alone: one of another version of the machine is given out.',
    breaks: 'a checkpoint is kept by its stream and its machine',
    members: (journal) => ({
      saveCheckpoint: (stream, checkpoint) =>
        journal.saveCheckpoint(stream, { ...checkpoint, machine: 'any' }),
      loadCheckpoint: (stream) => journal.loadCheckpoint(stream, 'any'),
    }),
  }),
]
