import type { Policy } from '../../../machines/token-life.ts'
import { machineVersion, type TokenMachine } from '../../../machines/token-machine.ts'
import type { JournalRecord } from '../record.ts'
import { malformationOf } from '../record-shape.ts'
import type { Upcast } from '../upcasting/create-upcast.ts'
import { isNewer } from '../upcasting/newer.ts'
import { recordSchema, schemaOf } from '../upcasting/schema.ts'
import { ChainCheck, type Head } from './chain-check.ts'
import { DecisionCheck } from './decision-check.ts'
import type { DifferenceKind, Differences } from './difference.ts'

/** Checks one stream, record by record. Whatever it is given, it goes on. */
export class StreamCheck {
  readonly chain = new ChainCheck()
  readonly #stream: string
  readonly #differences: Differences
  readonly #upcast: Upcast
  readonly #decisions: DecisionCheck
  #version = 0
  /** A record that cannot be understood leaves open where the machine stood after it. */
  #isUnderstood = true

  constructor(
    stream: string,
    differences: Differences,
    upcast: Upcast,
    machineOf: (policy: Policy) => TokenMachine,
  ) {
    this.#stream = stream
    this.#differences = differences
    this.#upcast = upcast
    this.#decisions = new DecisionCheck(machineOf)
  }

  async take(stored: JournalRecord): Promise<void> {
    const expected = this.#version + 1
    const version = Number.isSafeInteger(stored?.version) ? stored.version : expected
    const note = (kind: DifferenceKind, recorded: unknown, decided: unknown) =>
      this.#differences.add({ stream: this.#stream, version, kind, recorded, decided })

    if (stored?.stream !== this.#stream) note('stream', stored?.stream, this.#stream)
    if (stored?.version !== expected) note('version', stored?.version, expected)
    this.#version = version
    // The hash is over what was stored: it comes before every reading of it.
    const checking = this.chain.take(stored ?? {}, note)
    if (this.#isUnderstood) this.#read(stored, note)
    await checking
  }

  /** Whether the stream ends where it ought to. */
  end(head: Head | undefined): void {
    const { hash } = this.chain
    const last = { version: this.#version, hash }
    if (head && (head.version !== last.version || head.hash !== last.hash)) {
      this.#differences.add({
        stream: this.#stream,
        version: last.version,
        kind: 'head',
        recorded: last,
        decided: head,
      })
    }
  }

  get head(): Head {
    return { version: this.#version, hash: this.chain.hash }
  }

  #read(stored: JournalRecord, note: (kind: DifferenceKind, recorded: unknown, decided: unknown) => void) {
    const schema = schemaOf(stored)
    let record: JournalRecord
    try {
      record = this.#upcast(stored)
    } catch {
      this.#isUnderstood = false
      return note('schema', schema, recordSchema)
    }
    if (isNewer(record?.machine)) {
      this.#isUnderstood = false
      return note('machine', record.machine, machineVersion)
    }
    const malformation = malformationOf(record)
    // Its content stays out of the account: whatever is no record might be a secret.
    if (malformation) return note('record', malformation, 'a record')
    this.#decisions.take(record, note)
  }
}
