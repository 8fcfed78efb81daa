import { journalBugs } from './journal/index.ts'
import { keeperBugs } from './keeper/index.ts'
import { machineBugs } from './machine/index.ts'
import type { PlantedBug } from './planted-bug.ts'
import { sessionBugs } from './session/index.ts'

/**
 * Bugs that were planted on purpose, so that you can see your own suite catch them: in the token machine, in sessions
 * that host it, in keepers of tokens, and in journals.
 */
export const plantedBugs: readonly PlantedBug[] = [
  ...machineBugs,
  ...sessionBugs,
  ...keeperBugs,
  ...journalBugs,
]
