import { createTokenMachine } from '../../../machines/token-machine.ts'
import { openSession } from '../../../services/session/open-session.ts'
import { resumeSession } from '../../../services/session/resume-session.ts'
import type { FastCheck } from '../../arbitraries/fast-check.ts'
import { machineDecider } from '../../deciders/machine-decider.ts'
import { checkFastCheck, checkNames, checkWhole } from '../../options/check-options.ts'
import { plantedBugs } from '../index.ts'
import { goodJournal } from '../journal/index.ts'
import type { PlantedBug } from '../planted-bug.ts'
import type { Breach } from './breach.ts'
import { breachInJournal } from './in-journal.ts'
import { breachInKeeper, sessionAdapter } from './in-keeper.ts'
import { breachInMachine } from './in-machine.ts'
import { breachInSession } from './in-session.ts'

/** How planted bugs are looked for. */
export interface FindBugsOptions {
  /** A 32-bit integer; the same seed, the same histories. Default: a new one for each search, said in the report. */
  readonly seed?: number
  /** The names of the bugs to look for. Default: all. */
  readonly only?: readonly string[]
  /** `'nothing'` looks at the real things in the same way: then nothing must be found. Default `'bugs'`. */
  readonly plant?: 'bugs' | 'nothing'
}

/** A planted bug that was found. */
export interface FoundBug extends Breach {
  readonly bug: PlantedBug
  /** The promise that is broken. */
  readonly foundBy: string
}

/** What became of a search. */
export interface FoundBugs {
  readonly seed: number
  readonly found: readonly FoundBug[]
  readonly notFound: readonly PlantedBug[]
}

/**
 * Looks for each planted bug with what this kit has for its kind: random histories and invariants for machines,
 * `checkTokenKeeper` for sessions and keepers, `journalContract` for journals. It asks the one promise that the bug
 * is said to break, so whatever is found, is found by name.
 *
 * @param fc your own fast-check
 * @throws HalflifeError `ERR_OPTION` for a bug that there is not, and a seed that is no whole number
 * @example
 * const { notFound } = await findPlantedBugs(fc, { seed: 42 })
 * if (notFound.length > 0) throw new Error(`not found: ${notFound.map(({ name }) => name)}`)
 */
export async function findPlantedBugs(fc: FastCheck, options: FindBugsOptions = {}): Promise<FoundBugs> {
  const { seed = Math.floor(Math.random() * 2 ** 31), plant = 'bugs' } = options
  checkFastCheck(fc)
  checkWhole({ seed })
  const found: FoundBug[] = []
  const notFound: PlantedBug[] = []
  const known = new Map<string, Breach | undefined>()
  for (const bug of chosen(options.only)) {
    // Where nothing is planted, one look for each promise will do.
    const key = plant === 'bugs' ? bug.name : `${bug.kind} ${bug.breaks}`
    if (!known.has(key)) known.set(key, await breachIn(fc, plant === 'bugs' ? bug : unplanted(bug), seed))
    const breach = known.get(key)
    if (breach) found.push({ bug, foundBy: bug.breaks, how: breach.how, history: breach.history })
    else notFound.push(bug)
  }
  return { seed, found, notFound }
}

/** Planted bugs by name. @throws HalflifeError `ERR_OPTION` for one that there is not */
export function chosen(only: readonly string[] | undefined): readonly PlantedBug[] {
  checkNames(
    'planted bug',
    only ?? [],
    plantedBugs.map(({ name }) => name),
  )
  return plantedBugs.filter(({ name }) => only?.includes(name) ?? true)
}

/** The real thing in the place of the bug. */
export function unplanted(bug: PlantedBug): PlantedBug {
  switch (bug.kind) {
    case 'machine':
      return { ...bug, createTokenMachine, decider: machineDecider }
    case 'session':
      return { ...bug, openSession, resumeSession }
    case 'keeper':
      return { ...bug, adapter: sessionAdapter }
    case 'journal':
      return { ...bug, openJournal: goodJournal }
  }
}

function breachIn(fc: FastCheck, bug: PlantedBug, seed: number): Promise<Breach | undefined> {
  switch (bug.kind) {
    case 'machine':
      return breachInMachine(fc, bug, seed)
    case 'session':
      return breachInSession(fc, bug, seed)
    case 'keeper':
      return breachInKeeper(fc, bug.adapter, bug.breaks, seed)
    case 'journal':
      return breachInJournal(bug)
  }
}
