import { type Disk, type DiskFile, systemDisk } from '../../../../src/services/journal/jsonl/disk.ts'
import type { SqliteDriver } from '../../../../src/services/journal/sqlite/driver.ts'
import { findDriver } from '../../../../src/services/journal/sqlite/find-driver.ts'

/** A disk with one file on it, to be read. */
export const inMemory = (bytes: Buffer): Disk => ({
  open: async (): Promise<DiskFile> => ({
    read: async (buffer, position) => bytes.copy(buffer, 0, position),
    write: () => Promise.reject(new Error('it is to be read only')),
    truncate: () => Promise.reject(new Error('it is to be read only')),
    sync: async () => {},
    look: async () => ({ size: bytes.length, isInPlace: true }),
    close: async () => {},
  }),
})

/** What a disk may be made to do. */
export interface Trouble {
  /** Writes fail for want of space, after this many bytes of each. `undefined`: there is space. */
  spaceBytes?: number | undefined
  /** What was written cannot be brought to the disk. */
  cannotSync?: boolean
  /** How often it was synchronized. */
  syncs: number
}

/** The platform's disk, with trouble. */
export function troubled(): { readonly disk: Disk; readonly trouble: Trouble } {
  const trouble: Trouble = { syncs: 0 }
  const disk: Disk = {
    async open(path, access) {
      const file = await systemDisk.open(path, access)
      return {
        ...file,
        async write(bytes, position) {
          const { spaceBytes } = trouble
          if (spaceBytes === undefined) return file.write(bytes, position)
          await file.write(bytes.subarray(0, spaceBytes), position)
          throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
        },
        async sync() {
          trouble.syncs++
          if (trouble.cannotSync) throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' })
          await file.sync()
        },
      }
    },
  }
  return { disk, trouble }
}

/** The usual SQLite, on a disk that may be full. */
export async function troubledSqlite(): Promise<{
  readonly driver: SqliteDriver
  readonly trouble: Trouble
}> {
  const usual = await findDriver()
  const trouble: Trouble = { syncs: 0 }
  const driver: SqliteDriver = {
    name: 'troubled',
    open(file, options) {
      const connection = usual.open(file, options)
      return {
        ...connection,
        prepare(sql) {
          const statement = connection.prepare(sql)
          const run: typeof statement.run = (parameters) => {
            if (trouble.spaceBytes !== undefined && sql === 'COMMIT') {
              throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL', rawCode: 13 })
            }
            statement.run(parameters)
          }
          return { ...statement, run }
        },
      }
    },
  }
  return { driver, trouble }
}
