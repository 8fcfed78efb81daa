// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bars } from './bars.js'
import { growthPicture } from './curves.js'

/** @import { Report } from './report.js' */

/**
 * Draws what a run found: `bench-<name>.svg` for each benchmark that can be drawn.
 *
 * @param {Report} report
 * @param {string} folder
 */
export function drawPictures({ benchmarks }, folder) {
  mkdirSync(folder, { recursive: true })
  for (const found of benchmarks) {
    const file = join(folder, `bench-${found.name}.svg`)
    if (found.kind === 'comparison') writeFileSync(file, bars(found))
    else if (found.curves) writeFileSync(file, growthPicture(found))
  }
}
