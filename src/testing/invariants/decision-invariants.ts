import { adoptionReArms } from './adoption-re-arms.ts'
import { attemptsAreNumbered } from './attempts-are-numbered.ts'
import { deadlineBeatsResult, recordsAreGapless, timeNeverRunsBack } from './hosts.ts'
import type { EntryInvariant } from './invariant.ts'
import { kickKicks, theEndIsTheEnd } from './kick-kicks.ts'
import { lateResultsNeverHarm } from './late-results-never-harm.ts'
import { neverEarly } from './never-early.ts'
import { phaseMatchesClock } from './phase-matches-clock.ts'
import { singleFlight } from './single-flight.ts'
import { staleRejectionsCostNothing } from './stale-rejections-cost-nothing.ts'
import { stormsAreBounded } from './storms-are-bounded.ts'
import { truthfulIsExpired } from './truthful-is-expired.ts'
import { uselessTokensAreFailures } from './useless-tokens-are-failures.ts'
import { wakeCollapses } from './wake-collapses.ts'

/** What must hold on every trace, by name: events, facts and states are enough to see it. */
export const decisionInvariants = {
  'phase-matches-clock': phaseMatchesClock,
  'never-early': neverEarly,
  'truthful-is-expired': truthfulIsExpired,
  'single-flight': singleFlight,
  'attempts-are-numbered': attemptsAreNumbered,
  'wake-collapses': wakeCollapses,
  'late-results-never-harm': lateResultsNeverHarm,
  'adoption-re-arms': adoptionReArms,
  'useless-tokens-are-failures': uselessTokensAreFailures,
  'storms-are-bounded': stormsAreBounded,
  'stale-rejections-cost-nothing': staleRejectionsCostNothing,
  'kick-kicks': kickKicks,
  'deadline-beats-result': deadlineBeatsResult,
  'the-end-is-the-end': theEndIsTheEnd,
  'time-never-runs-back': timeNeverRunsBack,
  'records-are-gapless': recordsAreGapless,
} as const satisfies Record<string, EntryInvariant>

/** The name of an invariant that every trace shows. */
export type DecisionInvariantName = keyof typeof decisionInvariants
