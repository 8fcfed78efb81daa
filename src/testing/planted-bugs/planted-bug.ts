import type { DeciderPromiseName } from '../deciders/check/report.ts'
import type { JournalUnderTest } from '../journal-contract/stage.ts'
import type { TokenKeeperAdapter } from '../keeper/adapter.ts'
import type { KeeperPromiseName } from '../keeper/promises/index.ts'
import type { SessionPromiseName } from './find/session-promises.ts'
import type { Machines, Sessions } from './replacements.ts'

/** What every planted bug has, whatever it is planted in. */
interface Planted<Kind extends string, Promise extends string> {
  /** What it is planted in. */
  readonly kind: Kind
  readonly name: string
  /** What is wrong, in one sentence, as a reviewer would say it. */
  readonly says: string
  /** The promise that finds it. */
  readonly breaks: Promise
}

/** A token machine that decides wrongly. `breaks` is a promise of deciders, or the one about restarts. */
export interface MachineBug
  extends Planted<'machine', DeciderPromiseName | 'rehydration-is-sleep'>,
    Machines {}

/** Sessions that host a machine wrongly. `breaks` is a promise of keepers of tokens, or one about journals and restarts. */
export interface SessionBug extends Planted<'session', KeeperPromiseName | SessionPromiseName>, Sessions {}

/** A keeper of tokens as people write it, in a few lines, with a mistake that people make. */
export interface KeeperBug extends Planted<'keeper', KeeperPromiseName> {
  readonly adapter: TokenKeeperAdapter
}

/** A store that does not keep what it is given. `breaks` is a promise of `journalContract`. */
export interface JournalBug extends Planted<'journal', string> {
  /** A new, empty one, as `journalContract` takes it. */
  readonly openJournal: () => JournalUnderTest
}

/** A bug that was planted on purpose, with what to put in the place of the real thing. */
export type PlantedBug = MachineBug | SessionBug | KeeperBug | JournalBug
