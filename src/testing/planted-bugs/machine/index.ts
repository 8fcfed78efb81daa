import * as kick from './kick.ts'
import * as points from './points.ts'

/** Token machines that decide wrongly. */
export const machineBugs = [...Object.values(points), ...Object.values(kick)]
