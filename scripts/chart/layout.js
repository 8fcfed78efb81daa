import { arrange } from './arrange.js'
import { chartOf } from './chart-of.js'
import { takenIn } from './taken.js'
import { written } from './written.js'

/**
 * The text of `src/services/inspector/chart/layout.generated.ts`: the same for the same machines, byte for byte.
 *
 * @param machines `[policy, machine]` of each
 */
export async function layoutOf(machines) {
  const charts = []
  for (const [policy, machine] of machines) {
    const { states, transitions } = chartOf(machine)
    const taken = takenIn(machine)
    const judged = transitions.map((one) => ({ ...one, isTaken: taken.has(one.id) }))
    const drawing = await arrange({ states, transitions: judged })
    charts.push({ policy, states, transitions: judged, ...drawing })
  }
  return written(charts)
}
