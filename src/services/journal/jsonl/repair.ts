import { open } from 'node:fs/promises'
import type { DiskFile } from './disk.ts'

/** What a journal had to leave out of its file, so that what is before it can be used. */
export interface Repair {
  /** Where the file was whole to, bytes. */
  readonly atByte: number
  /** How many bytes are left out: they are cut off before the next append. */
  readonly bytes: number
  /** Where they were copied to: only with `salvage`, and if they are more than a torn last write. */
  readonly setAsideIn?: string
}

const chunkBytes = 1024 * 1024

/** Copies all of a file from there on into a new one beside it: what is damaged may still be of worth. */
export async function setAside(path: string, from: DiskFile, position: number): Promise<string> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? `${path}.damaged` : `${path}.damaged.${number}`
    try {
      await copy(name, from, position)
      return name
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

async function copy(name: string, from: DiskFile, position: number): Promise<void> {
  const to = await open(name, 'wx')
  try {
    const chunk = Buffer.alloc(chunkBytes)
    for (let at = position; ; ) {
      const bytes = await from.read(chunk, at)
      if (bytes === 0) break
      await to.appendFile(chunk.subarray(0, bytes))
      at += bytes
    }
    await to.sync()
  } finally {
    await to.close()
  }
}
