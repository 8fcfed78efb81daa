import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { root } from './package.ts'

/** A step of a job of GitHub's, as far as it is used here. */
export interface WorkflowStep {
  readonly run?: string
  readonly uses?: string
  readonly if?: string
  readonly with?: Record<string, string | number>
}

/** A workflow of GitHub's, with the one job that it has. */
export interface Workflow {
  readonly text: string
  readonly on: Record<string, unknown>
  readonly job: {
    readonly 'runs-on': string
    readonly env: Record<string, string>
    readonly steps: readonly WorkflowStep[]
  }
}

/** The workflow of one of examples/test-your-own. */
export function workflowOf(name: string): Workflow {
  const text = readFileSync(join(root, 'examples/test-your-own', name, '.github/workflows/test.yml'), 'utf8')
  const { on, jobs } = parse(text) as { on: Workflow['on']; jobs: Record<string, Workflow['job']> }
  const [job, ...others] = Object.values(jobs)
  if (!job || others.length > 0) throw new Error('The workflow has one job.')
  return { text, on, job }
}
