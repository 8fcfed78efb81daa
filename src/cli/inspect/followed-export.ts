import { stat } from 'node:fs/promises'
import type { FollowedJournal } from '../../services/inspector/index.ts'
import { exportFile } from '../journal/export-file.ts'
import { replaced } from './replaced.ts'

/** A plain export has no places to begin at: it is read from its beginning whenever it has changed. */
export function followedExport(file: string): FollowedJournal {
  const atEnd = new Map<string, string>()
  return {
    async *readAll({ after = '0' } = {}) {
      const { size, mtimeMs } = await stat(file)
      const look = `${size} ${mtimeMs}`
      if (atEnd.get(after) === look) return
      let index = 0
      for await (const record of exportFile(file).readAll()) {
        index++
        if (index > Number(after)) yield { ...record, position: String(index) }
      }
      if (index < Number(after)) throw replaced(file)
      atEnd.clear()
      atEnd.set(String(index), look)
    },
  }
}
