import type { Parting, WhatIf } from '../../index.ts'

/** Where two histories of one stream differ, to be looked up by version. */
export class Partings {
  /** Where the other history leads; absent if none was asked for, or it is the same. */
  readonly other: Pick<WhatIf, 'policy' | 'state'> | undefined
  readonly #first: Parting | undefined
  readonly #at = new Map<number, Parting>()
  /** Deadlines of the other history alone, which come before the record of that version. */
  readonly #before = new Map<number, Parting[]>()

  constructor(other?: WhatIf) {
    this.other = other?.firstDifference && other
    this.#first = other?.differences[0]
    for (const parting of other?.differences ?? []) {
      const { version, recorded } = parting
      if (recorded) this.#at.set(version, parting)
      else this.#before.set(version, [...(this.#before.get(version) ?? []), parting])
    }
  }

  /** What differs at a record, and whether it is where the histories part. */
  at(version: number) {
    return {
      at: this.#at.get(version),
      before: this.#before.get(version) ?? [],
      isFirst: this.#first?.version === version,
    }
  }
}
