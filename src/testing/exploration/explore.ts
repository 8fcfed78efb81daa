import type { Overlap, Policy } from '../../machines/token-life.ts'
import type { Decider } from '../deciders/decider.ts'
import { modelDecider } from '../deciders/model/model.ts'
import { checkNames, checkWhole } from '../options/check-options.ts'
import { lookForDeadEnds } from './dead-ends.ts'
import { type ExploredState, stateOf } from './explored-state.ts'
import type { Finding } from './finding.ts'
import type { HostManners } from './moves/index.ts'
import { casesUnder } from './rows/index.ts'
import type { AnyDecider } from './standing.ts'
import { Walk } from './walk.ts'
import { wander } from './wander.ts'
import { compareWitnesses } from './witnesses.ts'

/** How to explore. */
export interface ExploreOptions {
  readonly policy: Policy
  /** Default `'allow'`. */
  readonly overlap?: Overlap
  /** How many moves from the opening. Default: until nothing new is found. */
  readonly depth?: number
  /**
   * `'prompt'`, the default: a host that keeps its promises; what is due is told first, and the invariants are checked.
   * `'late'`: one that tells anything at any time, also while something is due; then the table and the
   * comparison are all there is to check.
   */
  readonly host?: HostManners
  /** Deciders that must decide the same, step by step. Default: the independent `modelDecider`. */
  readonly against?: readonly AnyDecider[]
  /**
   * How many other histories into each state are compared with the first: the latest found. With any, each move is also
   * made at another moment at which it must come to the same. Default 1; 0: that states are exact is believed.
   */
  readonly witnesses?: number
  /** How many moves are then made at random, in long histories, to see that they stay on the map. Default 10 000. */
  readonly randomMoves?: number
  /** To give up after, should the decider never come to an end. Default 20 000. */
  readonly maxStates?: number
  /** To stop after so many sorts of findings. Default: none. */
  readonly maxFindings?: number
}

/** What was found. */
export interface Exploration {
  readonly policy: Policy
  readonly overlap: Overlap
  readonly host: HostManners
  /** Situations that differ in more than their numbers. */
  readonly states: number
  /** Moves out of them. */
  readonly edges: number
  /** Events told in all, those that only check that nothing else comes of them included. */
  readonly steps: number
  /** The longest of the shortest histories. */
  readonly depth: number
  /** Nothing new is to be found, however far one goes. */
  readonly isClosed: boolean
  /** No two histories into one state were seen to go on differently. */
  readonly isExact: boolean
  /** How many steps each case of the table decided, by its name; 0: it was not reached. */
  readonly rows: ReadonlyMap<string, number>
  /** The cases of the table that were not reached. */
  readonly missedRows: readonly string[]
  readonly findings: readonly Finding[]
  /** All states, each with a shortest history. */
  readonly map: readonly ExploredState[]
}

/**
 * Tells a decider everything that can happen, in every situation that it can come to: breadth first, from the opening of
 * a session, until no new situation is found. Situations that differ in nothing but numbers are one state; that this forgets
 * nothing that matters is checked, not believed.
 *
 * Each step is held against the table of the machine, the invariants, and other deciders.
 *
 * @throws HalflifeError `ERR_OPTION` for a policy, an overlap or a host that there is not, and a number that is not whole
 * @example
 * const { states, findings } = explore(machineDecider, { policy: 'kick' })
 */
export function explore<State>(decider: Decider<State>, options: ExploreOptions): Exploration {
  const { policy, overlap = 'allow', host = 'prompt', against = [modelDecider] } = options
  const { depth = Infinity, witnesses = 1, maxStates = 20_000, maxFindings = Infinity } = options
  const { randomMoves = 10_000 } = options
  checkNames('policy', [policy], ['stay', 'kick'])
  checkNames('overlap', [overlap], ['allow', 'join'])
  checkNames('host', [host], ['prompt', 'late'])
  checkWhole({ depth: options.depth, witnesses, randomMoves }, 0)
  checkWhole({ maxStates, maxFindings: options.maxFindings }, 1)
  const settings = { policy, overlap, host, depth, witnesses, maxStates, maxFindings }
  const walk = new Walk([decider, ...against], settings)
  walk.go()
  compareWitnesses(walk)
  if (walk.isClosed) {
    lookForDeadEnds(walk)
    wander(walk, randomMoves)
  }

  const findings = walk.findings.all()
  const rows = new Map(casesUnder(policy, overlap).map(({ name }) => [name, walk.rows.get(name) ?? 0]))
  const map = [...walk.nodes.values()].map(stateOf)
  return {
    policy,
    overlap,
    host,
    states: map.length,
    edges: map.reduce((sum, { moves }) => sum + moves.size, 0),
    steps: walk.steps,
    depth: walk.depth,
    isClosed: walk.isClosed,
    isExact: findings.every(({ kind }) => kind !== 'split'),
    rows,
    missedRows: [...rows].flatMap(([name, times]) => (times === 0 ? [name] : [])),
    findings,
    map,
  }
}
