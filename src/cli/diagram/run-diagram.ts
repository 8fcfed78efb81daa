import { writeFile } from 'node:fs/promises'
import type { Policy } from '../../index.ts'
import { drawChart } from '../../services/inspector/chart/draw-chart.ts'
import type { Io } from '../io.ts'
import { UsageError } from '../usage-error.ts'
import { mermaidOf } from './mermaid.ts'

/** What `halflife diagram` can be told. */
export interface DiagramOptions {
  readonly policy: Policy
  readonly format: 'mermaid' | 'svg'
  /** A file; default: stdout. */
  readonly output?: string
}

const formats = { mermaid: mermaidOf, svg: (policy: Policy) => drawChart(policy) }

/**
 * Draws the machine of a policy.
 *
 * @returns 0
 * @throws UsageError if the file cannot be written
 */
export async function runDiagram({ policy, format, output }: DiagramOptions, io: Io): Promise<number> {
  const drawing = `${formats[format](policy)}\n`
  if (output === undefined) io.stdout.write(drawing)
  else await write(output, drawing)
  return 0
}

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UsageError(`--output: ${path} cannot be written (${code}).`)
  }
}
