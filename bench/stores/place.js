// @ts-check
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file in a folder of its own, on the disk that temporary files are on. */
export function place() {
  const folder = mkdtempSync(join(tmpdir(), 'halflife-bench-'))
  return { file: join(folder, 'journal'), remove: () => rmSync(folder, { recursive: true }) }
}
