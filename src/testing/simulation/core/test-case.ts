import { literal } from '../literal.ts'
import type { Script } from './script.ts'

/** How a test case comes by what it tests. */
export interface Subject {
  /** The lines that import it. */
  readonly imports: string
  /** An expression for a function that makes a decider. */
  readonly decider: string
}

/**
 * A whole test file for a script: it fails as long as the promise is broken. It runs under node:test and under vitest.
 *
 * @param found how it was found, such as the seed and the life
 */
export function testCaseOf(promise: string, script: Script, found: string, subject?: Subject): string {
  const { policy, input, lines, ttlMs, retry } = script
  return [
    `// ${found}`,
    "import { expectKept } from 'halflife/testing'",
    ...(subject ? [subject.imports] : []),
    '',
    "const { test } = await import(process.env.VITEST ? 'vitest' : 'node:test')",
    '',
    'const script = {',
    `  policy: ${literal(policy)},`,
    `  input: ${literal(input)},`,
    `  ttlMs: ${ttlMs},`,
    `  retry: ${literal(retry)},`,
    '  lines: [',
    ...lines.map(({ atMs, what }) => `    { atMs: ${atMs}, what: ${literal(what)} },`),
    '  ],',
    '}',
    '',
    ...(subject ? [`const decider = ${subject.decider}`, ''] : []),
    `test(${literal(promise)}, () => expectKept(script${subject ? ', decider' : ''}))`,
    '',
  ].join('\n')
}
