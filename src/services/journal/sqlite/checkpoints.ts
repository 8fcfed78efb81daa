import { hash as digest } from 'node:crypto'
import type { Checkpoint } from '../journal.ts'
import type { Database } from './database.ts'

const save = `
  INSERT INTO checkpoints (stream, machine, version, snapshot, hash) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (stream, machine) DO UPDATE SET
    version = excluded.version, snapshot = excluded.snapshot, hash = excluded.hash
  WHERE excluded.version >= version`
const load = 'SELECT version, snapshot, hash FROM checkpoints WHERE stream = ? AND machine = ?'

/** Within a transaction. */
export function saveCheckpoint(
  database: Database,
  stream: string,
  { machine, version, snapshot }: Checkpoint,
): void {
  const text = JSON.stringify(snapshot)
  database.run(save, [stream, machine, version, text, sumOf(stream, machine, version, text)])
}

/** Of a damaged one, nothing but its version. */
export async function loadCheckpoint(database: Database, stream: string, machine: string) {
  const [row] = await database.rows(load, stream, machine)
  if (!row) return undefined
  const [version, text] = [Number(row['version']), String(row['snapshot'])]
  const isWhole = sumOf(stream, machine, version, text) === row['hash']
  return { version, snapshot: isWhole ? (JSON.parse(text) as unknown) : undefined }
}

/** Nothing else would show that a number in a snapshot is another one than was saved. */
const sumOf = (...parts: (string | number)[]) => digest('sha256', JSON.stringify(parts), 'hex')
