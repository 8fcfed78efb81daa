import { hash as digest } from 'node:crypto'
import { machineVersion } from '../../../machines/token-machine.ts'
import { firstPrev, hashedText } from '../chain.ts'
import { corrupt, VersionConflictError } from '../errors.ts'
import type { JournalRecord } from '../record.ts'
import { isNewer, newer } from '../upcasting/newer.ts'

/** The end of a stream: what the next record is chained to. */
export interface Head {
  readonly version: number
  readonly hash: string
  readonly machine: string
}

/** The end of a stream that has not begun. */
export const beginning: Head = { version: 0, hash: firstPrev, machine: machineVersion }

/** A stream's last record, as the end that the next one is chained to. @throws HalflifeError `ERR_JOURNAL_CORRUPT` */
export function headOf({ stream, version, hash, machine }: JournalRecord): Head {
  if (typeof hash !== 'string') throw corrupt(stream, version, 'the record has no hash')
  return { version, hash, machine }
}

/** Records as durable stores keep them: JSON texts, chained to each other and to what is stored. */
export interface Sealed {
  readonly texts: readonly string[]
  readonly head: Head
}

/**
 * Chains records to the end of their stream. One that brings its place in the chain, as from an export, must
 * bring the right one.
 *
 * @throws VersionConflictError if the stream is not at that version
 * @throws HalflifeError `ERR_JOURNAL_NEWER`, `ERR_JOURNAL_CORRUPT`
 */
export function seal(
  stream: string,
  records: readonly JournalRecord[],
  expectedVersion: number,
  head: Head,
): Sealed {
  if (head.version !== expectedVersion) throw new VersionConflictError(stream, expectedVersion, head.version)
  refuseNewer(stream, head.version, head.machine)
  let last = head
  const texts = records.map((given) => {
    const { version, machine, prev, hash } = given
    refuseNewer(stream, version, machine)
    const next = digest('sha256', hashedText(given, last.hash), 'hex')
    if ((prev ?? last.hash) !== last.hash || (hash ?? next) !== next) {
      throw corrupt(stream, version, 'the record brings a prev or hash that is not its own')
    }
    const text = JSON.stringify(withoutPlace(given))
    const chained = `${text.slice(0, -1)},"prev":"${last.hash}","hash":"${next}"}`
    last = { version, hash: next, machine }
    return chained
  })
  return { texts, head: last }
}

/** A record without what a store adds. */
function withoutPlace(record: JournalRecord & { readonly position?: string }): JournalRecord {
  if (!('prev' in record || 'hash' in record || 'position' in record)) return record
  const { prev: _, hash: __, position: ___, ...bare } = record
  return bare
}

/** Whether a record is stored already, whatever its place in a chain: then appending it again changes nothing. */
export const isSameRecord = (stored: JournalRecord, given: JournalRecord): boolean =>
  hashedText(stored, firstPrev) === hashedText(given, firstPrev)

/** What was decided by a machine that is not known here is left as it is. */
function refuseNewer(stream: string, version: number, machine: string): void {
  if (machine !== machineVersion && isNewer(machine))
    throw newer(stream, version, `was decided by ${machine}; this is ${machineVersion}`)
}
