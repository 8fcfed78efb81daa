import { assemble } from './assemble.js'
import { elk } from './elk.js'
import { planOf } from './plan.js'
import { untidinessOf } from './untidiness.js'

const tries = 12

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.partitioning.activate': 'true',
  'elk.padding': '[top=16,left=16,bottom=16,right=16]',
  'elk.spacing.nodeNode': '20',
  'elk.spacing.edgeNode': '14',
  'elk.spacing.edgeEdge': '12',
  'elk.layered.spacing.nodeNodeBetweenLayers': '18',
  'elk.layered.spacing.edgeNodeBetweenLayers': '12',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '10',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
}

/**
 * Lays out a chart: the compound states one below the other in the machine's order, each with its children side by
 * side; above them the root, as a bar; and what leads from one to another. Of many layouts the tidiest is taken:
 * they differ in where the layout's search begins, and in the order of lines that enter or leave one state together.
 */
export async function arrange(chart) {
  const plan = await planOf(chart)
  let best
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const laidOut = await elk.layout({
      id: 'chart',
      layoutOptions: { ...options, 'elk.randomSeed': `${attempt + 1}` },
      children: plan.nodes(attempt),
      edges: plan.edges(),
    })
    const drawing = assemble(plan, laidOut)
    const untidiness = untidinessOf(drawing)
    if (best === undefined || untidiness < best.untidiness) best = { drawing, untidiness }
  }
  return best.drawing
}
