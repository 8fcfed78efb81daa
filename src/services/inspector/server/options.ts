import type { FollowedJournal } from '../sources/journal-source.ts'

/** What an inspector can be told. */
export interface InspectorOptions {
  /** The port to listen on, on 127.0.0.1. Default 0: any that is free. */
  readonly port?: number
  /** A journal to look at. It is followed: what another process writes to it is seen. Never written to, never closed. */
  readonly journal?: FollowedJournal
  /** What the page calls that journal. Default `journal`. */
  readonly journalName?: string
  /** The stream that the page shows first. Default: the page chooses. */
  readonly stream?: string
  /** The folder of the page's files, if not those of this package. */
  readonly page?: URL
}
