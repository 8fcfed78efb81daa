import type { SessionScript } from './script.ts'

/**
 * A whole test file for a script: it fails as long as the promise is broken. It runs under node:test and under vitest.
 *
 * @param found how it was found: the command and the life
 */
export function testCaseOf(
  promise: string,
  { episodes, ...script }: SessionScript,
  found: string,
  subject?: { readonly imports: string; readonly sessions: string },
): string {
  return [
    `// ${found}`,
    "import { expectSessionKept } from 'halflife/testing'",
    ...(subject ? [subject.imports] : []),
    '',
    "const { test } = await import(process.env.VITEST ? 'vitest' : 'node:test')",
    '',
    'const script = {',
    ...Object.entries(script)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `  ${name}: ${literal(value)},`),
    '  episodes: [',
    ...episodes.flatMap(({ happenings, ...episode }) => [
      `    { ${Object.entries(episode)
        .map(([name, value]) => `${name}: ${literal(value)}`)
        .join(', ')}, happenings: [`,
      ...happenings.map((happening) => `      ${literal(happening)},`),
      '    ] },',
    ]),
    '  ],',
    '}',
    '',
    `test(${literal(promise)}, () => expectSessionKept(script${subject ? `, ${subject.sessions}` : ''}))`,
    '',
  ].join('\n')
}

/** Plain data as it is written by hand: `{ do: 'pass', ms: 1 }`. */
function literal(value: unknown): string {
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return entries.length === 0
    ? '{}'
    : `{ ${entries.map(([key, inner]) => `${key}: ${literal(inner)}`).join(', ')} }`
}
