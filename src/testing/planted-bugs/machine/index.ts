import type { MachineBug } from '../planted-bug.ts'
import { adoption } from './adoption.ts'
import { attempts } from './attempts.ts'
import { kick } from './kick.ts'
import { points } from './points.ts'
import { rejections } from './rejections.ts'

/** Token machines that decide wrongly. */
export const machineBugs: readonly MachineBug[] = [
  ...points,
  ...attempts,
  ...adoption,
  ...rejections,
  ...kick,
]
