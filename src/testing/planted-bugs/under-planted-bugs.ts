import { HalflifeError } from '../../errors.ts'
import type { JournalUnderTest } from '../journal-contract/stage.ts'
import type { TokenKeeperAdapter } from '../keeper/adapter.ts'
import { overhear } from '../keeper/overhear.ts'
import { checkNames, checkWhole } from '../options/check-options.ts'
import { chosen, unplanted } from './find/find-planted-bugs.ts'
import type { PlantedBug } from './planted-bug.ts'
import type { Machines, Sessions } from './replacements.ts'

/** What a check of yours comes to: it throws, or rejects, if something is wrong. */
type Checked = void | Promise<void>

/** Your own suite: a check for each kind of thing that it tests. Kinds without one are left out. */
export interface Suite {
  readonly machine?: (replacement: Machines) => Checked
  readonly session?: (replacement: Sessions) => Checked
  readonly keeper?: (replacement: TokenKeeperAdapter) => Checked
  readonly journal?: (openJournal: () => JournalUnderTest) => Checked
}

/** Which bugs are planted, and how long a check may take. */
export interface UnderBugsOptions {
  /** The names of the bugs to plant. Default: all of the kinds that the suite tests. */
  readonly only?: readonly string[]
  /** A check that takes longer has caught its bug, by hanging. Real time, ms. Default 30 000. */
  readonly timeoutMs?: number
}

const kinds: readonly PlantedBug['kind'][] = ['machine', 'session', 'keeper', 'journal']

/** What a suite makes of planted bugs. */
export interface SuiteReport {
  readonly caught: readonly { readonly bug: PlantedBug; readonly how: string }[]
  readonly missed: readonly PlantedBug[]
  /** All of it, to be read. */
  readonly text: string
}

/**
 * Runs your own suite with each planted bug in the place of the real thing, one after the other, and says which bugs
 * it catches. A rejection that nobody handles counts as caught, as in a test runner.
 *
 * While it runs, the console is silent and unhandled rejections are its own.
 *
 * @throws HalflifeError `ERR_OPTION` for a bug or a kind of suite that there is not, and for a suite that fails where
 *   nothing is planted
 * @example
 * const { missed, text } = await underPlantedBugs({ machine: ({ decider }) => mySuite(decider) })
 * if (missed.length > 0) console.log(text)
 */
export async function underPlantedBugs(suite: Suite, options: UnderBugsOptions = {}): Promise<SuiteReport> {
  const { only, timeoutMs = 30_000 } = options
  checkWhole({ timeoutMs }, 1)
  checkNames('kind of suite', Object.keys(suite), kinds)
  const caught: { bug: PlantedBug; how: string }[] = []
  const missed: PlantedBug[] = []
  const tried = new Set<string>()
  for (const bug of chosen(only).filter(({ kind }) => suite[kind])) {
    if (!tried.has(bug.kind)) await refuseFailing(suite, unplanted(bug), timeoutMs)
    tried.add(bug.kind)
    const how = await outcome(suite, bug, timeoutMs)
    if (how === undefined) missed.push(bug)
    else caught.push({ bug, how })
  }
  return { caught, missed, text: inWords(caught, missed) }
}

async function refuseFailing(suite: Suite, real: PlantedBug, timeoutMs: number): Promise<void> {
  const how = await outcome(suite, real, timeoutMs)
  if (how === undefined) return
  throw new HalflifeError(
    'ERR_OPTION',
    `The suite's check of the kind ${real.kind} fails where nothing is planted: ${how}. Make it pass first.`,
  )
}

/** @returns how the check fails; undefined if it does not */
async function outcome(suite: Suite, bug: PlantedBug, timeoutMs: number): Promise<string | undefined> {
  let how: string | undefined
  const note = (error: unknown) => {
    how ??= error instanceof Error ? `${error.name}: ${error.message.split('\n', 1)}` : String(error)
  }
  const heard = overhear(note)
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<void>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${timeoutMs} ms`)), timeoutMs)
  })
  try {
    await Promise.race([check(suite, bug), patience])
  } catch (error) {
    note(error)
  } finally {
    clearTimeout(timer)
    await heard.settled()
    heard.stop()
  }
  return how
}

async function check(suite: Suite, bug: PlantedBug): Promise<void> {
  switch (bug.kind) {
    case 'machine':
      return suite.machine?.(bug)
    case 'session':
      return suite.session?.(bug)
    case 'keeper':
      return suite.keeper?.(bug.adapter)
    case 'journal':
      return suite.journal?.(bug.openJournal)
  }
}

function inWords(caught: SuiteReport['caught'], missed: readonly PlantedBug[]): string {
  const head = `Your suite catches ${caught.length} of ${caught.length + missed.length} planted bugs.`
  const lines = [
    ...caught.map(({ bug, how }) => `  ✓ ${bug.name}: ${how}`),
    ...missed.map(({ name, says, breaks }) => `  ✗ ${name}: ${says} (breaks ${breaks})`),
  ]
  return [head, ...lines].join('\n')
}
