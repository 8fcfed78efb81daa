import type { Journal } from '../../../../services/journal/journal.ts'
import type { Crash } from '../script.ts'

/** What is wrong with a store for a while. */
export interface Trouble {
  readonly kind: 'full' | 'gone'
  /** How much of a write still fits, bytes. */
  readonly spaceBytes: number
}

/** Where a life's journal is kept: it outlives the processes that write it. */
export interface Store {
  trouble: Trouble | undefined
  /** A damaged journal is opened all the same: the operator has said so. */
  salvages: boolean
  /** A process ends at its next append. */
  crash: Crash | undefined
  /** Told when it does: from then on nothing that this process does has an effect. */
  onCrash: () => void
  /** A new process opens the journal. @throws what the journal throws */
  open(): Promise<Journal>
  /** A process has ended though it did not append. */
  abandon(): void
  /** The newest checkpoint is damaged. */
  damageCheckpoint(): void
  /** All there is was written by an earlier build. @returns false if this store cannot show that */
  makeOlder(): boolean
  /** The last record was written by a later build. @returns what undoes it; `undefined`: this store cannot show that */
  makeNewer(): (() => void) | undefined
  /** Bytes in the middle are damaged. @returns what undoes it; `undefined`: there is no middle */
  damageMiddle(at: number): (() => void) | undefined
  /** Whether a piece of a token is in what is stored. */
  leaks(): boolean
}

/** What a dead process awaits. */
export const never = (): Promise<never> => new Promise(() => {})
