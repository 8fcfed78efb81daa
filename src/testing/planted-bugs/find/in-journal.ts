import { journalContract } from '../../journal-contract/journal-contract.ts'
import type { JournalBug } from '../planted-bug.ts'
import type { Breach } from './breach.ts'

/** Checks one promise of `journalContract` on a store. */
export async function breachInJournal({
  openJournal,
  breaks,
}: Pick<JournalBug, 'openJournal' | 'breaks'>): Promise<Breach | undefined> {
  const promise = journalContract(openJournal).find(({ name }) => name === breaks)
  if (!promise) throw new Error(`journalContract has no promise "${breaks}"`)
  try {
    await promise.run()
  } catch (error) {
    const [first = ''] = String(error instanceof Error ? error.message : error).split('\n')
    return { how: first, history: [] }
  }
  return undefined
}
