import { plantedBugs } from 'halflife/testing'
import { expect, it } from 'vitest'
import { textOf } from '../../docs/pages.ts'

const script = (name: string) => import(new URL(`../../../scripts/docs/${name}.js`, import.meta.url).href)

it('docs/planted-bugs.md names every planted bug: else `npm run docs`', async () => {
  const { withParts } = await script('differences')
  const { partsOfPlantedBugs } = await script('planted-bugs')
  const page = textOf('docs/planted-bugs.md')
  expect(page).toBe(withParts(page, partsOfPlantedBugs(plantedBugs)))
  for (const { name } of plantedBugs) expect(page).toContain(`\`${name}\``)
})
