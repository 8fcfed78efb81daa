import { isSameData } from '../../traces/same-data.ts'
import { Fold } from './fold.ts'
import { observed } from './observed.ts'

/**
 * Folding the events comes to what the live machine came to, after each of them: the same facts, state, and memory.
 */
export const foldIsLive = observed('fold-is-live', 'context', (trace) => {
  const fold = new Fold(trace)
  for (const [index, entry] of trace.entries.entries()) {
    const difference = fold.differs(entry)
    if (difference) return { index, message: `replayed, ${difference}` }
    const { context } = entry
    if (context === undefined || isSameData(context, fold.context)) continue
    const name = Object.keys(fold.context).find(
      (key) => !isSameData(context[key as keyof typeof context], fold.context[key as keyof typeof context]),
    )
    return { index, message: `replayed, it remembers another ${name ?? 'thing'} than the live machine` }
  }
  return undefined
})
