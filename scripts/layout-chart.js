// Lays out the statechart of either policy, from the machine itself, and writes the module that drawings are made
// from. `npm run chart` builds the machine first. A test fails when that module is out of date.
import { writeFileSync } from 'node:fs'
import { kickMachine, stayMachine } from '../dist/index.js'
import { layoutOf } from './chart/layout.js'

const out = new URL('../src/services/inspector/chart/layout.generated.ts', import.meta.url)
writeFileSync(
  out,
  await layoutOf([
    ['stay', stayMachine],
    ['kick', kickMachine],
  ]),
)
