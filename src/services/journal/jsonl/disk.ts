import { constants } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** An open file, as a journal needs it. What fails, rejects. */
export interface DiskFile {
  /** Bytes. */
  size(): Promise<number>
  /** Fills the buffer from there on, as far as the file goes. @returns how many bytes */
  read(buffer: Buffer, position: number): Promise<number>
  /** Writes all of it. */
  write(bytes: Buffer, position: number): Promise<void>
  truncate(length: number): Promise<void>
  /** Resolves once all that was written is on the disk. */
  sync(): Promise<void>
  /** Whether it is still this file that its path leads to. Rejects if the path leads nowhere. */
  isInPlace(): Promise<boolean>
  close(): Promise<void>
}

/** What a JSONL journal is kept on. */
export interface Disk {
  open(path: string, access: Access): Promise<DiskFile>
}

/** `'create'`: to read and write, and the file is made if it is not there. */
export type Access = 'read' | 'write' | 'create'

const { O_CREAT, O_RDONLY, O_RDWR } = constants
const flags = { read: O_RDONLY, write: O_RDWR, create: O_RDWR | O_CREAT } as const

/** The platform's. */
export const systemDisk: Disk = {
  async open(path, access) {
    const handle = await open(path, flags[access])
    if (access === 'create') await syncFolder(path)
    return {
      size: async () => (await handle.stat()).size,
      read: (buffer, position) => readAll(handle, buffer, position),
      write: (bytes, position) => writeAll(handle, bytes, position),
      truncate: (length) => handle.truncate(length),
      sync: () => handle.datasync(),
      async isInPlace() {
        const [there, here] = await Promise.all([stat(path), handle.stat()])
        return there.ino === here.ino && there.dev === here.dev
      },
      close: () => handle.close(),
    }
  },
}

async function readAll(handle: FileHandle, buffer: Buffer, position: number): Promise<number> {
  let done = 0
  while (done < buffer.length) {
    const { bytesRead } = await handle.read(buffer, done, buffer.length - done, position + done)
    if (bytesRead === 0) break
    done += bytesRead
  }
  return done
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}

/** A new file is on disk only once its name is. */
async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; there it is not needed.
  if (process.platform === 'win32') return
  const folder = await open(dirname(path), O_RDONLY)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
