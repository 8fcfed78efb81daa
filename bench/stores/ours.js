// @ts-check
import { appending } from './appending.js'

/** @import { Journal } from '../../dist/index.js' */

/**
 * @param {number} size
 * @param {(file: string) => Promise<Journal>} openJournal
 */
export const ours = (size, openJournal) =>
  appending(size, async (file) => {
    const journal = await openJournal(file)
    return {
      append: (stream, records, expectedVersion) => journal.append(stream, records, expectedVersion),
      async texts() {
        const texts = []
        for await (const { position: _, ...record } of journal.readAll()) texts.push(JSON.stringify(record))
        return texts
      },
      close: () => journal.close(),
    }
  })
