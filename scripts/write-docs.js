// Writes the tables of docs/stay-or-kick.md anew, from the profiles. A test fails when they are out of date.
import { readFileSync, writeFileSync } from 'node:fs'
import { profiles } from '../dist/services/sdk/profiles.js'
import { partsOf, withParts } from './docs/differences.js'

const page = new URL('../docs/stay-or-kick.md', import.meta.url)
writeFileSync(page, withParts(readFileSync(page, 'utf8'), partsOf(profiles)))
