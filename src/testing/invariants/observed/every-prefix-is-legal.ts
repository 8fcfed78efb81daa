import { Fold } from './fold.ts'
import { observed } from './observed.ts'

/**
 * Every beginning of a journal replays to what its last record says; with a checkpoint after any record, stored and
 * read again, the rest replays to the same; and versions have no gap.
 */
export const everyPrefixIsLegal = observed('every-prefix-is-legal', 'version', (trace) => {
  const fold = new Fold(trace)
  const closings = new Set(trace.closings?.map(({ version }) => version))
  // The first record is that of the opening.
  let last = 1
  for (const [index, entry] of trace.entries.entries()) {
    const { version } = entry
    if (version !== undefined) {
      while (closings.has(last + 1)) last++
      if (version !== last + 1) return { index, message: `version ${version} follows ${last}` }
      last = version
    }
    const difference = fold.differs(entry, JSON.parse(JSON.stringify(entry.event)))
    if (difference) return { index, message: `replayed up to here, ${difference}` }
    fold.checkpoint()
  }
  return undefined
})
