// @ts-check
import { writeSync } from 'node:fs'

// Loaded before the command: tells, when it ends, the most memory that it ever had, in KiB.
process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)))
