import { machineOf } from '../../machines/facts-only.ts'
import type { Policy } from '../../machines/token-life.ts'
import type { TokenMachine } from '../../machines/token-machine.ts'
import type { JournalRecord } from './record.ts'
import type { Records } from './replay.ts'
import type { ReadingOptions } from './replay-stream.ts'
import { upcast as upcastToday } from './upcast.ts'
import type { Head } from './verify/chain-check.ts'
import { type Difference, Differences } from './verify/difference.ts'
import { StreamCheck } from './verify/stream-check.ts'

export interface VerifyOptions extends ReadingOptions {
  /** Whose decisions the recorded ones are compared with. Default: today's machine of each stream's policy. */
  readonly machine?: TokenMachine | ((policy: Policy) => TokenMachine)
  /** How many differences to tell; the others are counted. Default 1000. */
  readonly limit?: number
}

/** What `verify` found. */
export interface Verified {
  /** Nothing differs. */
  readonly ok: boolean
  /** How many records were checked. */
  readonly records: number
  /**
   * Whether every record carries the hash it ought to. `absent`: no stream has hashes, as in memory or in an
   * export of it; `partial`: some streams have none.
   */
  readonly chain: 'unbroken' | 'partial' | 'absent' | 'broken'
  /** The first of them, in the order of the records. */
  readonly differences: readonly Difference[]
  /** How many differences there are in all. */
  readonly count: number
}

/**
 * Whether a stream is what it was when it was stored (its hashes, versions and times), and whether today's machine,
 * told the same, decides the same: the same facts, and the same state after each. Goes on after a difference; from
 * the first differing decision on, the machine is where its own decisions have brought it.
 *
 * That a stream was cut at its end, or made anew from beginning to end, shows only beside a `head` kept elsewhere.
 *
 * @example const { ok, differences } = await verify(journal.read('room-7/alice'))
 */
export async function verify(
  records: Records,
  options: VerifyOptions & {
    /** The stream's last record, as it was noted elsewhere. */
    readonly head?: Head
  } = {},
): Promise<Verified & { readonly head: Head | undefined }> {
  const checks = new Checks(options)
  let only: StreamCheck | undefined
  for await (const record of records) {
    only ??= checks.of(record?.stream)
    await checks.take(only, record)
  }
  const check = only ?? checks.of('')
  check.end(options.head)
  return { ...checks.result(), head: check.chain.isPresent ? check.head : undefined }
}

/**
 * As `verify`, over many streams at once, in any order between them, as `readAll` gives them. What it keeps in
 * memory grows with the streams, not with the records.
 */
export async function verifyAll(
  records: Records,
  options: VerifyOptions = {},
): Promise<Verified & { readonly streams: number }> {
  const checks = new Checks(options)
  for await (const record of records) await checks.take(checks.of(record?.stream), record)
  return { ...checks.result(), streams: checks.streams }
}

class Checks {
  readonly #options: VerifyOptions
  readonly #differences: Differences
  readonly #checks = new Map<string, StreamCheck>()
  #records = 0

  constructor(options: VerifyOptions) {
    this.#options = options
    this.#differences = new Differences(options.limit)
  }

  get streams(): number {
    return this.#checks.size
  }

  of(stream: string): StreamCheck {
    const found = this.#checks.get(stream)
    if (found) return found
    const { machine = (policy: Policy) => machineOf[policy], upcast = upcastToday } = this.#options
    const choose = typeof machine === 'function' ? machine : () => machine
    const check = new StreamCheck(stream, this.#differences, upcast, choose)
    this.#checks.set(stream, check)
    return check
  }

  async take(check: StreamCheck, record: JournalRecord): Promise<void> {
    this.#records++
    await check.take(record)
  }

  result(): Verified {
    const { told, count } = this.#differences
    return { ok: count === 0, records: this.#records, chain: this.#chain(), differences: told, count }
  }

  #chain(): Verified['chain'] {
    const chains = [...this.#checks.values()].map(({ chain }) => chain)
    if (chains.some(({ isUnbroken }) => !isUnbroken)) return 'broken'
    if (!chains.some(({ isPresent }) => isPresent)) return 'absent'
    return chains.every(({ isPresent }) => isPresent) ? 'unbroken' : 'partial'
  }
}
