// @ts-check
import { compile, generated } from '../../dist/machines/compile/index.js'
import { machineOf } from '../../dist/machines/facts-only.js'
import { folding } from './folding.js'

export const setUp = () => folding(compile(machineOf.stay, { code: generated }))
