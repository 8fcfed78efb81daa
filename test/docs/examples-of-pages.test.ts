// Every ```ts block of the README and of docs/*.md is a program of its own:
//
// - it runs to its end, without an error, within two seconds, and without a network: it may call 127.0.0.1, and
//   https://api.example.com, which answers 200 to whoever has a token, else 401;
// - what it prints with console.log is what its comments `// -> text` say, line by line, top to bottom;
//   `…` in a comment stands for anything;
// - it compiles under this repository's strict options (and so do the programs in examples/);
// - it may import './your-app.ts', which stands for the reader's own app;
// - one that is marked ```ts nocheck is left out, and says in a comment `// not run: ...` why.
import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { format, promisify } from 'node:util'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Block, blocksOf, pages } from './pages.ts'

const path = (name: string) => new URL(name, import.meta.url).pathname
const folder = path('../../node_modules/.cache/docs-examples')

const all = pages.flatMap(blocksOf)
const checked = all.filter(({ isUnchecked }) => !isUnchecked)
const fileOf = ({ page, line }: Block) => `${folder}/${page.replaceAll('/', '-')}-line-${line}.ts`

// Under node_modules nothing says that these are ES modules, and nothing is compiled unless it is named.
const tsconfig = {
  extends: '../../../tsconfig.json',
  compilerOptions: { incremental: false, tsBuildInfoFile: null, allowJs: true },
  include: ['*.ts', '../../../examples/*.js'],
  exclude: [],
}

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
writeFileSync(`${folder}/package.json`, '{ "type": "module" }')
writeFileSync(`${folder}/tsconfig.json`, JSON.stringify(tsconfig))
copyFileSync(path('your-app.ts'), `${folder}/your-app.ts`)
for (const block of checked) writeFileSync(fileOf(block), block.code)

const expectedOf = ({ code }: Block) => [...code.matchAll(/\/\/ -> (.*)$/gm)].map(([, text = '']) => text)

/** What was printed, with all that an expectation leaves open left out of it. */
function asExpected(printed: string, expected = ''): string {
  const parts = expected.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's').test(printed) ? expected : printed
}

describe('every example of the docs', () => {
  beforeAll(async () => {
    // Before anything is stubbed.
    await Promise.all([import('halflife'), import('halflife/platform'), import('halflife/testing')])
    await import('halflife/sdk')
    await Promise.all(['axios', '@azure/core-rest-pipeline', 'graphql-ws', 'ws'].map((name) => import(name)))
    await Promise.all([import('xstate'), import('fast-check'), import('./your-app.ts')])
    const send = globalThis.fetch
    vi.stubGlobal('fetch', (...call: Parameters<typeof fetch>) => {
      const { url, headers } = new Request(...call)
      const { hostname } = new URL(url)
      if (hostname === '127.0.0.1') return send(...call)
      if (hostname !== 'api.example.com') throw new Error(`An example called ${hostname}.`)
      return Promise.resolve(Response.json({}, { status: headers.has('authorization') ? 200 : 401 }))
    })
    return () => vi.unstubAllGlobals()
  })
  afterEach(() => void vi.restoreAllMocks())

  it.each(checked.map((block) => [`${block.page}:${block.line}`, block] as const))(
    'runs, and prints what it says: %s',
    async (_, block) => {
      const printed: string[] = []
      vi.spyOn(console, 'log').mockImplementation((...values) => void printed.push(format(...values)))
      await import(fileOf(block))
      const expected = expectedOf(block)
      expect(printed.map((line, index) => asExpected(line, expected[index]))).toEqual(expected)
    },
  )

  it('compiles', async () => {
    const tsc = path('../../node_modules/typescript/bin/tsc')
    const { stdout } = await promisify(execFile)(process.execPath, [
      tsc,
      '-p',
      folder,
      '--pretty',
      'false',
    ]).catch((error: { stdout: string }) => error)
    // The library itself is compiled by others.
    const errors = stdout.split('\n').filter((line) => /docs-examples|^examples/.test(line))
    expect(errors).toEqual([])
  }, 240_000)

  it('is left out only with a reason', () => {
    for (const { page, line, isUnchecked, code } of all)
      if (isUnchecked) expect(code, `${page}:${line}`).toMatch(/\/\/ not run: ./)
  })
})
