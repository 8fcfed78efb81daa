import * as adoption from './adoption.ts'
import * as attempts from './attempts.ts'
import * as kick from './kick.ts'
import * as points from './points.ts'
import * as rejections from './rejections.ts'

/** Token machines that decide wrongly. */
export const machineBugs = [points, attempts, adoption, rejections, kick].flatMap((theme) =>
  Object.values(theme),
)
