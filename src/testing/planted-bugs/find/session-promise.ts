import type { Arbitrary } from 'fast-check'
import type { FastCheck } from '../../arbitraries/fast-check.ts'
import type { Sessions } from '../replacements.ts'
import type { Breach } from './breach.ts'

/** Something that sessions promise beside what every keeper of tokens does. */
export interface SessionPromise<Life> {
  /** The promise, in a sentence. */
  readonly says: string
  readonly scenarios: (fc: FastCheck) => Arbitrary<Life>
  readonly breachIn: (sessions: Sessions, life: Life) => Promise<Breach | undefined>
}
