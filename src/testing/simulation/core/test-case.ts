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
 * @param found how it was found, such as the command and the life
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

/** Plain data as it is written by hand: `{ say: 'nothing' }`. */
function literal(value: unknown): string {
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return entries.length === 0
    ? '{}'
    : `{ ${entries.map(([key, inner]) => `${key}: ${literal(inner)}`).join(', ')} }`
}
