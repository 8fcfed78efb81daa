import { plantedBugs } from '../../testing/planted-bugs/index.ts'
import type { PlantedBug } from '../../testing/planted-bugs/planted-bug.ts'
import { compiledDecider } from '../../testing/simulation/core/compiled-decider.ts'
import { coreLives } from '../../testing/simulation/core/core-lives.ts'
import type { SimulationMode } from '../../testing/simulation/faults.ts'
import type { Live } from '../../testing/simulation/life.ts'
import { sessionLives } from '../../testing/simulation/sessions/session-lives.ts'

/** What is to live: plain data, so that every worker makes the same of it. */
export interface LivesSpec {
  readonly mode: SimulationMode
  /** The name of a planted bug; `undefined`: none. */
  readonly plant: string | undefined
}

const kindOf = { core: 'machine', sessions: 'session' } as const

/** The bugs that can be planted in what a mode simulates. */
export const bugsFor = (mode: SimulationMode): readonly PlantedBug[] =>
  plantedBugs.filter(({ kind }) => kind === kindOf[mode])

/** The lives that are asked for. @throws Error for a bug that nobody knows */
export function livesOf({ mode, plant }: LivesSpec): Live {
  if (plant === undefined) return mode === 'core' ? coreLives() : sessionLives()
  const bug = bugsFor(mode).find(({ name }) => name === plant)
  const found = `plantedBugs.find(({ name }) => name === '${plant}')`
  switch (bug?.kind) {
    case 'machine': {
      const imports = "import { compiledDecider, plantedBugs } from 'halflife/testing'"
      const decider = `() => compiledDecider(${found}.createTokenMachine)`
      return coreLives({
        decider: () => compiledDecider(bug.createTokenMachine),
        subject: { imports, decider },
      })
    }
    case 'session': {
      const imports = "import { plantedBugs } from 'halflife/testing'"
      return sessionLives({ sessions: bug, subject: { imports, sessions: found } })
    }
    default:
      throw new Error(`There is no planted bug '${plant}' for ${mode}.`)
  }
}
