import type { Policy } from '../../index.ts'
import type { Moment } from '../journal/moment.ts'

/** What `halflife replay` can be told. */
export interface ReplayOptions {
  readonly stream?: string
  readonly at?: Moment
  readonly policy?: Policy
  readonly json?: boolean
}
