import type { Disk, DiskFile } from '../../../../src/services/journal/jsonl/index.ts'

/** A disk with one file on it, to be read. */
export const inMemory = (bytes: Buffer): Disk => ({
  open: async (): Promise<DiskFile> => ({
    size: async () => bytes.length,
    read: async (buffer, position) => bytes.copy(buffer, 0, position),
    write: () => Promise.reject(new Error('it is to be read only')),
    truncate: () => Promise.reject(new Error('it is to be read only')),
    sync: async () => {},
    isInPlace: async () => true,
    close: async () => {},
  }),
})
