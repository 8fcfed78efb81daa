import type { Site } from './action.ts'
import type { Section } from './plan.ts'
import type { Run } from './run.ts'

/** Does all that is planned. */
export function perform(run: Run, sections: readonly Section[]): void {
  for (const { sites, children } of sections) {
    run.children = children
    for (const site of sites) performSite(run, site)
  }
}

const performSite = (run: Run, { act, params }: Site) => act(run, params)
