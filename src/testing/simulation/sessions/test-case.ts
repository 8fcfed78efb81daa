import { literal } from '../literal.ts'
import type { SessionScript } from './script.ts'

/**
 * A whole test file for a script: it fails as long as the promise is broken. It runs under node:test and under vitest.
 *
 * @param found how it was found, such as the seed and the life
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
    ...(episodes.length === 0
      ? ['  episodes: [],']
      : [
          '  episodes: [',
          ...episodes.flatMap(({ happenings, ...episode }) => [
            `    { ${Object.entries(episode)
              .map(([name, value]) => `${name}: ${literal(value)}`)
              .join(', ')}, happenings: [`,
            ...happenings.map((happening) => `      ${literal(happening)},`),
            '    ] },',
          ]),
          '  ],',
        ]),
    '}',
    '',
    `test(${literal(promise)}, () => expectSessionKept(script${subject ? `, ${subject.sessions}` : ''}))`,
    '',
  ].join('\n')
}
