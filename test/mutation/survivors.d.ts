/** Which mutant, in a form that survives moved lines. */
export interface MutantName {
  /** From the root of the repository: `src/machines/guards.ts`. */
  readonly file: string
  /** The text of the line on which it begins, trimmed. */
  readonly line: string
  /** Stryker's name of its kind: `EqualityOperator`. */
  readonly mutator: string
  /** The code that it replaces, with single spaces; long code is shortened. */
  readonly original: string
  readonly replacement: string
  /** Which of several that are all the same, from the first in the file. Default 1. */
  readonly occurrence?: number
}

/** A mutant that no test kills, and why it may live. One sentence each, for a reader who doubts it. */
export interface ReviewedSurvivor extends MutantName {
  /**
   * `equivalent`: it does the same, so that no test can tell. `cost`: it does the same, slower or with more memory.
   * `accepted`: a test could tell, and does not: it lowers both scores.
   */
  readonly kind: 'equivalent' | 'cost' | 'accepted'
  readonly why: string
}

/** A mutant as Stryker's instrumenter gives it. Lines and columns from 0 (its JSON report counts both from 1). */
interface PlacedMutant {
  readonly mutatorName: string
  readonly replacement?: string | undefined
  readonly location: {
    readonly start: { readonly line: number; readonly column: number }
    readonly end: { readonly line: number; readonly column: number }
  }
}

/** What became of a mutant. `killed` by a test, or out of time; `invalid`: TypeScript refuses it. */
export interface Outcome {
  readonly name: MutantName
  readonly outcome: 'killed' | 'survived' | 'invalid'
}

/** What the list says of a run. */
export interface Review {
  /** Survivors that nobody has argued for. */
  readonly unreviewed: readonly MutantName[]
  /** Survivors that somebody has. */
  readonly argued: readonly ReviewedSurvivor[]
  /** Entries, of the files that were looked at, whose mutant is not there any more, or is killed. */
  readonly unneeded: readonly ReviewedSurvivor[]
}

/** @param path default: `test/mutation/survivors.json` */
export declare function readReviewed(path?: URL | string): readonly ReviewedSurvivor[]

/** Names all mutants of one file, in the order of their places. All of them: one is counted among its like. */
export declare function named<Mutant extends PlacedMutant>(
  file: string,
  source: string,
  mutants: readonly Mutant[],
): { readonly mutant: Mutant; readonly name: MutantName }[]

/** Holds a run's outcomes to the list. Entries of files that the run did not look at are left alone. */
export declare function review(outcomes: readonly Outcome[], reviewed: readonly ReviewedSurvivor[]): Review

/**
 * Scores in percent: `raw` of all mutants that TypeScript takes, `score` of those that are neither `equivalent` nor `cost`.
 */
export declare function scoreOf(
  outcomes: readonly Outcome[],
  review: Pick<Review, 'argued' | 'unreviewed'>,
): {
  readonly mutants: number
  readonly killed: number
  readonly equivalent: number
  readonly raw: number
  readonly score: number
}
