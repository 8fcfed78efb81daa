import { keeping } from './keeping.ts'
import { reading } from './reading.ts'
import type { JournalPromise, JournalUnderTest } from './stage.ts'
import { writing } from './writing.ts'

/**
 * All that a journal promises, for any test runner: a list of named checks, each on a journal of its own.
 *
 * @param factory makes a new, empty journal. Give it `reopen` if what it holds outlasts it
 * @example
 * // vitest, jest, mocha
 * describe('my journal', () => {
 *   for (const { name, run } of journalContract(() => ({ journal: createMyJournal() }))) it(name, run)
 * })
 * @example
 * // node:test
 * import { test } from 'node:test'
 * const contract = journalContract(async () => {
 *   const file = join(await mkdtemp(join(tmpdir(), 'journal-')), 'journal.db')
 *   return { journal: await openMyJournal(file), reopen: () => openMyJournal(file) }
 * })
 * for (const { name, run } of contract) test(name, run)
 */
export function journalContract(
  factory: () => JournalUnderTest | Promise<JournalUnderTest>,
): readonly JournalPromise[] {
  return Object.entries({ ...writing, ...reading, ...keeping }).map(([name, check]) => ({
    name,
    async run() {
      const { journal, reopen, dispose } = await factory()
      try {
        await check({ journal, reopen: reopen && (async () => reopen()) })
      } finally {
        await journal.close()
        await dispose?.()
      }
    },
  }))
}
