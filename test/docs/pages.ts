import { existsSync, readdirSync, readFileSync } from 'node:fs'

const root = new URL('../../', import.meta.url)

/** What stands in a file of the repository. */
export const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8')

/** A page without its blocks of code. */
export const proseOf = (page: string): string => textOf(page).replace(/^```.*\n(.*\n)*?```$/gm, '')

/** Every page: the README, and what stands in docs and its folders. */
export const pages: readonly string[] = [
  ...(existsSync(new URL('README.md', root)) ? ['README.md'] : []),
  ...readdirSync(new URL('docs/', root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/${name}`),
]

/** One fenced block of TypeScript. */
export interface Block {
  readonly page: string
  /** Of the page, where the code begins; counted from 1. */
  readonly line: number
  readonly code: string
  /** Marked `nocheck`: neither run nor compiled. */
  readonly isUnchecked: boolean
}

export function blocksOf(page: string): Block[] {
  const lines = textOf(page).split('\n')
  const blocks: Block[] = []
  lines.forEach((fence, index) => {
    const [, mark = ''] = /^```ts( .*)?$/.exec(fence) ?? []
    if (!fence.startsWith('```ts')) return
    const length = lines.slice(index + 1).indexOf('```')
    if (length < 0) throw new Error(`${page}:${index + 1}: a block that never ends`)
    const code = lines.slice(index + 1, index + 1 + length).join('\n')
    blocks.push({ page, line: index + 2, code: `${code}\n`, isUnchecked: mark === ' nocheck' })
  })
  return blocks
}

/** The cells of a page's table, row by row, without its head. The table is the first one under that heading. */
export function tableUnder(page: string, heading: string): string[][] {
  const [, section = ''] = `\n${textOf(page)}`.split(new RegExp(`\n#+ ${heading}\n`))
  const [table = ''] = /(^\|.*\n)+/m.exec(section) ?? []
  const rows = table.trim().split('\n').slice(2)
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  )
}

/** The words that stand as code in a text. */
export const codeIn = (text = ''): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)
