import fs from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

/** Where a path leads now. */
export interface Sight {
  /** Bytes. */
  readonly size: number
  /** It is still the file that was opened. */
  readonly isInPlace: boolean
}

/** An open file, as a journal needs it. What fails, rejects. */
export interface DiskFile {
  /** Fills the buffer from there on, as far as the file goes. @returns how many bytes */
  read(buffer: Buffer, position: number): Promise<number>
  /** Writes all of it. */
  write(bytes: Buffer, position: number): Promise<void>
  truncate(length: number): Promise<void>
  /** Resolves once all that was written is on the disk. */
  sync(): Promise<void>
  /** Looks at the file that its path leads to. Rejects if it leads nowhere. */
  look(): Promise<Sight>
  close(): Promise<void>
}

/** What a JSONL journal is kept on. */
export interface Disk {
  open(path: string, access: Access): Promise<DiskFile>
}

/** `'create'`: to read and write, and the file is made if it is not there. */
export type Access = 'read' | 'write' | 'create'

const { O_CREAT, O_RDONLY, O_RDWR } = fs.constants
const flags = { read: O_RDONLY, write: O_RDWR, create: O_RDWR | O_CREAT } as const

// Not `node:fs/promises`: every append does several of these, and there they cost twice as much.
const [open, close] = [promisify(fs.open), promisify(fs.close)]
const [read, write] = [promisify(fs.read), promisify(fs.write)]
const [ftruncate, fsync, fdatasync] = [promisify(fs.ftruncate), promisify(fs.fsync), promisify(fs.fdatasync)]

/** The platform's. */
export const systemDisk: Disk = {
  async open(path, access) {
    const fd = await open(path, flags[access])
    if (access === 'create') await syncFolder(path)
    const opened = fs.fstatSync(fd)
    return {
      read: (buffer, position) => readAll(fd, buffer, position),
      write: (bytes, position) => writeAll(fd, bytes, position),
      truncate: (length) => ftruncate(fd, length),
      sync: () => fdatasync(fd),
      // Without a thread of its own, which would cost ten times what the look does.
      async look() {
        const { ino, dev, size } = fs.statSync(path)
        return { size, isInPlace: ino === opened.ino && dev === opened.dev }
      },
      close: () => close(fd),
    }
  },
}

async function readAll(fd: number, buffer: Buffer, position: number): Promise<number> {
  let done = 0
  while (done < buffer.length) {
    const { bytesRead } = await read(fd, buffer, done, buffer.length - done, position + done)
    if (bytesRead === 0) break
    done += bytesRead
  }
  return done
}

async function writeAll(fd: number, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await write(fd, bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}

/** A new file is on disk only once its name is. */
async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; there it is not needed.
  if (process.platform === 'win32') return
  const folder = await open(dirname(path), O_RDONLY)
  try {
    await fsync(folder)
  } finally {
    await close(folder)
  }
}
