// @ts-check
import { availableParallelism, cpus } from 'node:os'

/** Where a run took place: figures from two machines cannot be compared, ratios almost. */
export const machine = () => ({
  node: process.version,
  system: `${process.platform} ${process.arch}`,
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cpuCount: availableParallelism(),
})
