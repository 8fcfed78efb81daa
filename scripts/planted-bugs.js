// Plants each bug of the kit, looks for it by the promise that it breaks, and prints what was found. Then it looks in the
// same way where nothing is planted. Exit code 1 if a bug was not found, or anything where there is none.
//
//   npm run planted-bugs -- [--seed 42] [name ...]      names: those alone, with the history that shows each
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { findPlantedBugs, plantedBugs } from '../dist/testing/index.js'

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string', default: '42' } },
  allowPositionals: true,
})
const seed = Number(values.seed)
const only = positionals.length > 0 ? positionals : plantedBugs.map(({ name }) => name)
const width = Math.max(...only.map((name) => name.length))
const seconds = (sinceMs) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`

const beginMs = performance.now()
const missed = []
for (const name of only) {
  const startMs = performance.now()
  const { found, notFound } = await findPlantedBugs(fc, { seed, only: [name] })
  for (const { foundBy, how, history } of found) {
    console.log(`✓ ${name.padEnd(width)}  ${seconds(startMs).padStart(6)}  ${foundBy}: ${how}`)
    if (positionals.length > 0) console.log(history.map((line) => `    ${line}\n`).join(''))
  }
  for (const { breaks } of notFound) console.log(`✗ ${name.padEnd(width)}  ${breaks} was not broken`)
  missed.push(...notFound)
}
console.log(
  `\n${only.length - missed.length} of ${only.length} planted bugs found in ${seconds(beginMs)} (seed ${seed})`,
)

const realMs = performance.now()
const { found: wrong } = await findPlantedBugs(fc, { seed, only, plant: 'nothing' })
for (const { foundBy, how, history } of wrong)
  console.log([`✗ ${foundBy}: ${how}`, ...history].join('\n    '))
console.log(`${wrong.length} found where nothing is planted, in ${seconds(realMs)}`)
if (missed.length > 0 || wrong.length > 0) process.exitCode = 1
