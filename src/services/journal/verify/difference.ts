/**
 * What is not as it should be:
 * - `hash`, `prev`: the record is not the one that was stored; the one before it is not
 * - `version`, `stream`, `time`: it does not follow the one before it
 * - `record`: it is no record
 * - `schema`, `machine`: a later version wrote it, and its decision cannot be checked
 * - `policy`: not that of the stream
 * - `due`: a deadline had come, and the machine was not told before it was told this
 * - `end`: the stream had ended with a kick
 * - `facts`, `state`: today's machine decides otherwise
 * - `head`: the last record is not the one it ought to be
 */
export type DifferenceKind =
  | 'hash'
  | 'prev'
  | 'version'
  | 'stream'
  | 'time'
  | 'record'
  | 'schema'
  | 'machine'
  | 'policy'
  | 'due'
  | 'end'
  | 'facts'
  | 'state'
  | 'head'

/** One thing that a journal says, beside what it ought to say. */
export interface Difference {
  readonly stream: string
  readonly version: number
  readonly kind: DifferenceKind
  readonly recorded: unknown
  readonly decided: unknown
}

/** How many differences are told, by default; the others are counted. */
export const toldByDefault = 1000

/** The first differences, and how many there are: a damaged journal of a million records has a million. */
export class Differences {
  readonly told: Difference[] = []
  count = 0
  readonly #limit: number

  constructor(limit = toldByDefault) {
    this.#limit = limit
  }

  add(difference: Difference): void {
    this.count++
    if (this.told.length < this.#limit) this.told.push(difference)
  }
}
