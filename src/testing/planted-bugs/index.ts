import { machineBugs } from './machine/index.ts'
import type { PlantedBug } from './planted-bug.ts'

/** Bugs that were planted on purpose, so that you can see your own suite catch them. */
export const plantedBugs: readonly PlantedBug[] = machineBugs
