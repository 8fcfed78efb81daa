import type { Source, ToPage } from '../protocol.ts'

/** Where the news of a page come from. Each page reads a source at its own pace, from the beginning. */
export interface NewsSource {
  /** As it is now. */
  readonly about: Source
  /**
   * All there is, then what comes, until the signal aborts. Gives `null` once: what there was has been given. Nothing
   * is held for a reader who is slow: what it has not asked for is read when it does.
   *
   * @throws whatever makes it impossible to go on from where the reader is: it has to begin anew
   */
  news(signal: AbortSignal): AsyncIterable<ToPage | null>
}
