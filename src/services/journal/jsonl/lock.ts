import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { HalflifeError } from '../../../errors.ts'
import { unusable } from '../durable/errors.ts'
import { isAlive, type Owner, ourselves } from './process-identity.ts'

/** The right to write to a journal. */
export interface Lock {
  /** Whether it is still ours. */
  isHeld(): boolean
  release(): Promise<void>
}

/**
 * Takes the lock of a journal's file: a file beside it that names its owner. One whose owner has died is taken over.
 *
 * @throws HalflifeError `ERR_JOURNAL_LOCKED` if a living process has it, or one on another machine
 */
export async function acquireLock(file: string): Promise<Lock> {
  const path = `${file}.lock`
  const text = JSON.stringify({ ...ourselves(), key: randomUUID() })
  const ticket = `${path}.${randomUUID()}`
  try {
    await writeFile(ticket, text, { flag: 'wx', flush: true })
    // A link appears at once, with all that is in it; a file that is made and then written does not.
    while (!(await linked(ticket, path))) await takeOver(path, ticket)
  } catch (error) {
    throw error instanceof HalflifeError ? error : unusable(path, 'cannot be written', error)
  } finally {
    await rm(ticket, { force: true })
  }
  const ours = identityOf(path)
  return {
    isHeld: () => identityOf(path) === ours,
    async release() {
      if ((await contentOf(path)) === text) await rm(path, { force: true })
    },
  }
}

/** Tells one lock from the next, without reading it: that is asked before every append. */
function identityOf(path: string): string | undefined {
  const seen = statSync(path, { throwIfNoEntry: false })
  return seen && [seen.dev, seen.ino, seen.mtimeMs].join()
}

/** Takes a lock away from an owner that is dead. Only one at a time may do so, or two would take it from each other. */
async function takeOver(path: string, ticket: string): Promise<void> {
  await refuseLiving(path)
  const door = `${path}.takeover`
  if (await linked(ticket, door)) {
    try {
      await refuseLiving(path)
      await rename(path, `${ticket}.old`).catch(ignoreMissing)
      await rm(`${ticket}.old`, { force: true })
    } finally {
      await rm(door, { force: true })
    }
  } else {
    const owner = ownerIn(await contentOf(door))
    if (owner && !isAlive(owner)) await rm(door, { force: true })
    await sleep(5)
  }
}

async function refuseLiving(path: string): Promise<void> {
  const text = await contentOf(path)
  if (text === undefined) return
  const owner = ownerIn(text)
  if (owner && !isAlive(owner)) return
  const who = owner ? `process ${owner.pid} on ${owner.host}` : 'somebody'
  throw new HalflifeError(
    'ERR_JOURNAL_LOCKED',
    `The journal has a writer: ${who}. If that is not so, remove ${path}.`,
  )
}

const contentOf = (path: string) => readFile(path, 'utf8').catch(ignoreMissing)

function ownerIn(text: string | undefined): Owner | undefined {
  try {
    const owner = JSON.parse(text ?? '')
    return typeof owner?.pid === 'number' && typeof owner.host === 'string' ? owner : undefined
  } catch {
    return undefined
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
