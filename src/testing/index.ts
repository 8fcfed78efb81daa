export type { Answer, Behaviour, Behaviours, Manner, Reentry } from './arbitraries/callbacks/behaviour.ts'
export {
  type CallbackCall,
  type CallbackSetting,
  callbackFrom,
  type MisbehavingCallback,
} from './arbitraries/callbacks/callback-from.ts'
export { answers, type CallbacksOptions, callbacks } from './arbitraries/callbacks/callbacks.ts'
export { type ThrownError, thrownErrors } from './arbitraries/callbacks/thrown-errors.ts'
export { type ClockCourse, type ClockStep, clockOf, passTime } from './arbitraries/clocks/clock-course.ts'
export { type ClocksOptions, clockErrors, clockSteps, clocks } from './arbitraries/clocks/clocks.ts'
export { longestTtlMs, pauses, ttls } from './arbitraries/durations.ts'
export type { FastCheck } from './arbitraries/fast-check.ts'
export { histories, traces } from './arbitraries/histories.ts'
export { moments } from './arbitraries/moments.ts'
export { type PlanOptions, plans } from './arbitraries/plans.ts'
export { type SayingOptions, sayings } from './arbitraries/sayings.ts'
export { follow, type Schedule, type Scheduled, type ScheduleHost } from './arbitraries/schedules/schedule.ts'
export { type SchedulesOptions, schedules } from './arbitraries/schedules/schedules.ts'
export { type TokenOptions, tokenLives, tokenPlans } from './arbitraries/token-lives.ts'
export { Mint } from './arbitraries/tokens/mint.ts'
export type { LifeRecipe, TokenRecipe, UselessRecipe } from './arbitraries/tokens/recipe.ts'
export { liveTokens, type TokensOptions, tokens } from './arbitraries/tokens/tokens.ts'
export { type UselessToken, uselessTokens } from './arbitraries/tokens/useless-tokens.ts'
export { settle } from './clock/settle.ts'
export { TestClock } from './clock/test-clock.ts'
export { type RunCommandsOptions, runSessionCommands } from './commands/run-session-commands.ts'
export type { SessionBrief, SessionCommand } from './commands/session-command.ts'
export { type SessionCommandsOptions, sessionCommands } from './commands/session-commands.ts'
export { SessionModel } from './commands/session-model.ts'
export { plainOpening, type SessionOpening, sessionOpenings } from './commands/session-opening.ts'
export type {
  OpenUnderTest,
  SessionMethod,
  SessionSetting,
  SessionUnderTest,
} from './commands/session-under-test.ts'
export { SessionWorld } from './commands/session-world.ts'
export { type CheckDeciderOptions, checkDecider } from './deciders/check/check-decider.ts'
export type { DeciderPromiseName, DeciderReport } from './deciders/check/report.ts'
export { type Decider, step, trace } from './deciders/decider.ts'
export { type ExpectedFact, given } from './deciders/given.ts'
export { factsOf, machineDecider, machineOf } from './deciders/machine-decider.ts'
export { type MetamorphicRelations, metamorphic, type Parting } from './deciders/metamorphic.ts'
export { modelDecider } from './deciders/model/model.ts'
export type { ModelState } from './deciders/model/model-state.ts'
export { type Exploration, type ExploreOptions, explore } from './exploration/explore.ts'
export type { ExploredState } from './exploration/explored-state.ts'
export type { Finding as ExplorationFinding, FindingKind } from './exploration/finding.ts'
export type { HostManners } from './exploration/moves/index.ts'
export { checkRow, type RowEntry } from './exploration/rows/check-row.ts'
export { casesOf, casesUnder, rows, tableRows } from './exploration/rows/index.ts'
export type {
  Outcome as RowOutcome,
  Row,
  RowCase,
  Situation as RowSituation,
} from './exploration/rows/row.ts'
export { type DecisionInvariantName, decisionInvariants } from './invariants/decision-invariants.ts'
export {
  checkInvariants,
  type InvariantName,
  invariants,
  type NamedViolation,
  unobservedIn,
} from './invariants/index.ts'
export type { EntryCheck, EntryInvariant, Invariant, Violation } from './invariants/invariant.ts'
export type { Observation, ObservedInvariant } from './invariants/observed/observed.ts'
export { journalContract } from './journal-contract/journal-contract.ts'
export type { JournalPromise, JournalUnderTest } from './journal-contract/stage.ts'
export type { IssuedToken, KeeperSetting, TokenKeeper, TokenKeeperAdapter } from './keeper/adapter.ts'
export { type CheckKeeperOptions, checkTokenKeeper } from './keeper/check-token-keeper.ts'
export { type KeeperPromiseName, keeperPromises } from './keeper/promises/index.ts'
export type { KeeperPromise } from './keeper/promises/promise.ts'
export { LeakDetector } from './observe/leak-detector.ts'
export { type ObservedOptions, type Observer, observe } from './observe/observe.ts'
export { traceOf } from './observe/trace-of.ts'
export { collectUnhandled, type Unhandled } from './observe/unhandled.ts'
export { type WatchedClock, watchClock } from './observe/watch-clock.ts'
export type { Intent, Mark, Moment, Plan, Saying, TokenPlan, Which } from './plans/plan.ts'
export { play } from './plans/play.ts'
export {
  type FindBugsOptions,
  type FoundBug,
  type FoundBugs,
  findPlantedBugs,
} from './planted-bugs/find/find-planted-bugs.ts'
export { plantedBugs } from './planted-bugs/index.ts'
export type {
  JournalBug,
  KeeperBug,
  MachineBug,
  PlantedBug,
  SessionBug,
} from './planted-bugs/planted-bug.ts'
export type { Machines, Sessions } from './planted-bugs/replacements.ts'
export {
  type Suite,
  type SuiteReport,
  type UnderBugsOptions,
  underPlantedBugs,
} from './planted-bugs/under-planted-bugs.ts'
export { assertInvariants, assertKeeps } from './report/assert-keeps.ts'
export type {
  BrokenPromise,
  KeeperReport,
  KeptPromise,
  PromiseReport,
  UnmadePromise,
} from './report/report.ts'
export { type Report, reportAsJson, reportAsJUnit, reportAsText } from './report/report-as.ts'
export { BrokenPromise as BrokenSimulatedPromise } from './simulation/broken-promise.ts'
export { Chance, type Label } from './simulation/chance.ts'
export {
  type CompiledMachineState,
  compiledDecider,
  type SimulatedDecider,
  type StorableDecider,
} from './simulation/core/compiled-decider.ts'
export { type CoreLivesOptions, coreLives } from './simulation/core/core-lives.ts'
export { expectKept } from './simulation/core/expect-kept.ts'
export type { Happening, Script, ScriptLine } from './simulation/core/script.ts'
export type { CorePromise } from './simulation/core/tally.ts'
export type { Subject } from './simulation/core/test-case.ts'
export {
  type Cell,
  Coverage,
  coveredEvents,
  coveredStates,
  mergeCoverage,
  reachableCells,
} from './simulation/coverage.ts'
export {
  type Fault,
  type FaultCard,
  faultCards,
  faults,
  faultsOf,
  type SimulationMode,
} from './simulation/faults.ts'
export type { Breach, LifeOptions, LifeOutcome, Live } from './simulation/life.ts'
export { expectSessionKept } from './simulation/sessions/expect-session-kept.ts'
export { type LivedScript, liveSession } from './simulation/sessions/live-session.ts'
export type { SimulatedPromise } from './simulation/sessions/promises.ts'
export type { Episode, SessionScript } from './simulation/sessions/script.ts'
export { type SessionLivesOptions, sessionLives } from './simulation/sessions/session-lives.ts'
export type { WorldOptions } from './simulation/sessions/world.ts'
export {
  lifeSpanMs,
  livesIn,
  type SimulateOptions,
  type SimulationResult,
  simulate,
  yearMs,
} from './simulation/simulate.ts'
export { enter, type Ledger, type LedgerEntry, openLedger, readTrace } from './traces/ledger.ts'
export type {
  CallObservation,
  ClosingObservation,
  EntryObservations,
  SleepObservation,
  TraceObservations,
} from './traces/observations.ts'
export type { History, Opening, Trace, TraceEntry } from './traces/trace.ts'
export { traceInWords } from './words/trace-in-words.ts'
