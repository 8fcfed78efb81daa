// Checks the doors of the house (.dependency-cruiser.js) in ./src, or in the folder named.
import { cruise } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import config from '../.dependency-cruiser.js'

const baseDir = process.argv[2] ?? process.cwd()
const { output, exitCode } = await cruise(
  ['src'],
  { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true, baseDir, outputType: 'err' },
  undefined,
  { tsConfig: extractTSConfig('tsconfig.json') },
)
console.log(String(output).trim())
// A cruise that found nothing to look at has proven nothing.
process.exitCode = /\b[1-9]\d* modules/.test(String(output)) ? exitCode : 1
