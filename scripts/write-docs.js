// Writes the generated parts of pages anew: the tables of docs/stay-or-kick.md, from the profiles; of docs/exploration.md, by
// exploring; of docs/planted-bugs.md, from the bugs; and docs/keepers.md, by putting all keepers to the test. Tests fail when
// they are out of date.
import { readFileSync, writeFileSync } from 'node:fs'
import { profiles } from '../dist/services/sdk/profiles.js'
import { explore, modelDecider, plantedBugs } from '../dist/testing/index.js'
import { partsOf, withParts } from './docs/differences.js'
import { partsOfExploration } from './docs/exploration.js'
import { partsOfKeepers } from './docs/keepers.js'
import { partsOfPlantedBugs } from './docs/planted-bugs.js'
import { runKeepers } from './docs/run-keepers.js'

function rewrite(name, parts) {
  const page = new URL(`../docs/${name}.md`, import.meta.url)
  writeFileSync(page, withParts(readFileSync(page, 'utf8'), parts))
}

rewrite('stay-or-kick', partsOf(profiles))
const underAll = ['stay', 'kick'].flatMap((policy) =>
  ['allow', 'join'].map((overlap) => ({ policy, overlap })),
)
rewrite('exploration', partsOfExploration(underAll.map((options) => explore(modelDecider, options))))
rewrite('planted-bugs', partsOfPlantedBugs(plantedBugs))
const { promises, reports } = await runKeepers()
rewrite('keepers', partsOfKeepers(promises, reports))
